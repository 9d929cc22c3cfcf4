/// What many hosts share: findings and reasons are grouped by the shape of what is said.
@NullMarked
package dev.driftline.cause;

import org.jspecify.annotations.NullMarked;
