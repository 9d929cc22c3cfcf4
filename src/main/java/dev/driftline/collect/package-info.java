/// Asks the hosts. A [dev.driftline.collect.Plan] has the script for one host. A [dev.driftline.collect.Transport] runs
/// it there, [dev.driftline.collect.Frames] take its output apart, and the probes read that into answers.
/// [dev.driftline.collect.Collector] does so for many hosts at once, and keeps deadlines and budgets.
@NullMarked
package dev.driftline.collect;

import org.jspecify.annotations.NullMarked;
