/// Reads compatibility tables, the shipped ones and a user's own.
@NullMarked
package dev.driftline.product.compat.file;

import org.jspecify.annotations.NullMarked;
