/// The pairs that a run saw, for its report.
@NullMarked
package dev.driftline.pair.list;

import org.jspecify.annotations.NullMarked;
