/// Assumed answers in place of observed ones: the packages of a host, and what its processes run, as a plan says they
/// will be. Pure functions.
@NullMarked
package dev.driftline.gate.assume;

import org.jspecify.annotations.NullMarked;
