/// The parts of a report: outcomes of hosts, verdicts of checks, and findings. Records only.
@NullMarked
package dev.driftline.model;

import org.jspecify.annotations.NullMarked;
