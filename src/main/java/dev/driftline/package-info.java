/// Agentless drift checking: see `docs/ARCHITECTURE.md` for the rooms and who may use whom.
@NullMarked
package dev.driftline;

import org.jspecify.annotations.NullMarked;
