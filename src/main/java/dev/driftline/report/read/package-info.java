/// Reads a JSON report back into the finished run that it was written from.
@NullMarked
package dev.driftline.report.read;

import org.jspecify.annotations.NullMarked;
