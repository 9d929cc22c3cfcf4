/// Judges answers by policies. Pure functions: no clock, no file, no network.
@NullMarked
package dev.driftline.judge;

import org.jspecify.annotations.NullMarked;
