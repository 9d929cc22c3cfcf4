/// Processes and their command lines.
@NullMarked
package dev.driftline.probe.processes;

import org.jspecify.annotations.NullMarked;
