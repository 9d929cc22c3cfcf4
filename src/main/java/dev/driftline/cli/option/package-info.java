/// What the user can say on the command line, and what it means.
@NullMarked
package dev.driftline.cli.option;

import org.jspecify.annotations.NullMarked;
