/// Joins what the two ends of a connection say, on different hosts, into rows. Pure functions: no clock, no file, no
/// network.
@NullMarked
package dev.driftline.pair;

import org.jspecify.annotations.NullMarked;
