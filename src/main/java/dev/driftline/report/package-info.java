/// Writes a finished run as a report. There is one file per format. All text that came from hosts is escaped here.
@NullMarked
package dev.driftline.report;

import org.jspecify.annotations.NullMarked;
