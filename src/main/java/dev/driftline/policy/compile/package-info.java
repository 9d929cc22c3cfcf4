/// Turns YAML nodes into checks, and says everything that is wrong with them.
@NullMarked
package dev.driftline.policy.compile;

import org.jspecify.annotations.NullMarked;
