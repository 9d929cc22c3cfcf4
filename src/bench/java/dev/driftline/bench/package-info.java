/// The inner loops, measured by JMH: `src/bench/run --only inner`.
@NullMarked
package dev.driftline.bench;

import org.jspecify.annotations.NullMarked;
