/// Matrices: each fault of each tool that a script uses, on a host of which the truth is known.
@NullMarked
package dev.driftline.matrix;

import org.jspecify.annotations.NullMarked;
