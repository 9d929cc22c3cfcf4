/// The descriptors of processes.
@NullMarked
package dev.driftline.probe.fds;

import org.jspecify.annotations.NullMarked;
