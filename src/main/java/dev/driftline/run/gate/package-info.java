/// One gate: asks the hosts of a plan, then those that are connected to them, and judges what the plan changes.
///
/// A [dev.driftline.run.gate.GateScope] says whom a gate asks and for what, and a [dev.driftline.run.gate.GateRun] does
/// it.
@NullMarked
package dev.driftline.run.gate;

import org.jspecify.annotations.NullMarked;
