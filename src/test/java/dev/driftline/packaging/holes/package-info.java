/// The known holes of what is shipped (`src/main/package/known-holes.txt`), and the check that holds the package
/// against them.
@NullMarked
package dev.driftline.packaging.holes;

import org.jspecify.annotations.NullMarked;
