/// The report of a gate, for people and for other programs.
@NullMarked
package dev.driftline.report.gate;

import org.jspecify.annotations.NullMarked;
