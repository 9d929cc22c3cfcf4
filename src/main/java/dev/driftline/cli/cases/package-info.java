/// The command that tries recorded cases.
@NullMarked
package dev.driftline.cli.cases;

import org.jspecify.annotations.NullMarked;
