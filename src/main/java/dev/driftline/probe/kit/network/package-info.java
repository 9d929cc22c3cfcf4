/// The sockets of a host by number, which several probes look at.
@NullMarked
package dev.driftline.probe.kit.network;

import org.jspecify.annotations.NullMarked;
