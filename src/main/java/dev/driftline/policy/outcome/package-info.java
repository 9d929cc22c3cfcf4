/// Decides, for the values that a column can have, whether a matcher can hold and whether it can fail.
@NullMarked
package dev.driftline.policy.outcome;

import org.jspecify.annotations.NullMarked;
