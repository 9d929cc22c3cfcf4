/// Coverage-guided fuzz targets. In a normal build each runs once on its committed seeds; `src/test/fuzz.sh` lets the
/// fuzzer look for more (docs/testing.md).
@NullMarked
package dev.driftline.fuzz;

import org.jspecify.annotations.NullMarked;
