/// What a gate found: records for reports.
@NullMarked
package dev.driftline.model.gate;

import org.jspecify.annotations.NullMarked;
