/// Thousands of SSH hosts in one process, for tests of load and for measurements.
@NullMarked
package dev.driftline.simulated;

import org.jspecify.annotations.NullMarked;
