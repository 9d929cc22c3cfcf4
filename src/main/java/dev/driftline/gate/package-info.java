/// What a gate decides: rules now and then, the clients of the servers of a plan, and the exit bits. Pure functions.
@NullMarked
package dev.driftline.gate;

import org.jspecify.annotations.NullMarked;
