/// One run, from the hosts and checks that were selected to the finished report. Wires the stages.
@NullMarked
package dev.driftline.run;

import org.jspecify.annotations.NullMarked;
