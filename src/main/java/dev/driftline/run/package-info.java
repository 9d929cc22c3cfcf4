/// One run: from the selected hosts and checks to the finished report.
///
/// An [dev.driftline.run.Assignment] says which checks cover which host, and [dev.driftline.run.Questions] what to ask
/// the host for them. A [dev.driftline.run.CheckRun] asks the hosts. [dev.driftline.run.FleetJudge] judges each host
/// when it has answered, and at the end the checks that need other hosts. The room takes plain values and knows no
/// command line.
@NullMarked
package dev.driftline.run;

import org.jspecify.annotations.NullMarked;
