/// A policy written from what a host is. Pure functions.
@NullMarked
package dev.driftline.baseline;

import org.jspecify.annotations.NullMarked;
