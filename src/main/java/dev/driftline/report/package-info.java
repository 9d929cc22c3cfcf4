/// Writes a finished run, one file a format. Everything a host said is escaped here.
@NullMarked
package dev.driftline.report;

import org.jspecify.annotations.NullMarked;
