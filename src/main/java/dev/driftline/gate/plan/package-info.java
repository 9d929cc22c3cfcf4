/// Plans: what a gate assumes. Their files, `--assume`, and the hosts that they name.
@NullMarked
package dev.driftline.gate.plan;

import org.jspecify.annotations.NullMarked;
