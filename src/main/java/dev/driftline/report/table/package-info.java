/// The rows of a probe for spreadsheets.
@NullMarked
package dev.driftline.report.table;

import org.jspecify.annotations.NullMarked;
