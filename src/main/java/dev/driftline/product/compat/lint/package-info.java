/// Finds what is doubtful in a compatibility table that is well formed.
@NullMarked
package dev.driftline.product.compat.lint;

import org.jspecify.annotations.NullMarked;
