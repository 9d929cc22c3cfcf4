/// What one host may cost: work, rows and memory, from the first byte to the last finding.
@NullMarked
package dev.driftline.model.budget;

import org.jspecify.annotations.NullMarked;
