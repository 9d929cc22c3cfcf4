/// The processes of a host, which several probes look at.
@NullMarked
package dev.driftline.probe.kit.process;

import org.jspecify.annotations.NullMarked;
