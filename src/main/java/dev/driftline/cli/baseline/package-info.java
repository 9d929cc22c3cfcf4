/// The command `baseline`.
@NullMarked
package dev.driftline.cli.baseline;

import org.jspecify.annotations.NullMarked;
