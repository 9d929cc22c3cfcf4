/// Tables: the columns that a probe promises, the rows of a host, and the three kinds of an answer.
@NullMarked
package dev.driftline.model.table;

import org.jspecify.annotations.NullMarked;
