/// Asks: plan, script, frames, answers; fan-out, deadlines and budgets. Talks to hosts only through its port, Transport.
@NullMarked
package dev.driftline.collect;

import org.jspecify.annotations.NullMarked;
