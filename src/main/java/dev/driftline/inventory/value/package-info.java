/// A variable as it was written, as a template sees it and as a person is shown it.
@NullMarked
package dev.driftline.inventory.value;

import org.jspecify.annotations.NullMarked;
