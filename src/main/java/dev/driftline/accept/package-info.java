/// Waivers that are written from a report, and taken out again by one. Pure functions.
@NullMarked
package dev.driftline.accept;

import org.jspecify.annotations.NullMarked;
