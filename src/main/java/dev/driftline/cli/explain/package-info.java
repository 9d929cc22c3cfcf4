/// The parts of what `explain` prints about a check.
@NullMarked
package dev.driftline.cli.explain;

import org.jspecify.annotations.NullMarked;
