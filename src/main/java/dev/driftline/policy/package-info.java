/// Policies: what must hold, where, and how bad it is if not.
@NullMarked
package dev.driftline.policy;

import org.jspecify.annotations.NullMarked;
