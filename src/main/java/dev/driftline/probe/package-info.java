/// The questions: one file a probe, its shell half beside it.
@NullMarked
package dev.driftline.probe;

import org.jspecify.annotations.NullMarked;
