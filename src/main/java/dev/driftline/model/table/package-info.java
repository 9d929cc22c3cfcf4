/// Tables: the columns a probe promises, the rows a host answered, and the three ways an answer can be.
@NullMarked
package dev.driftline.model.table;

import org.jspecify.annotations.NullMarked;
