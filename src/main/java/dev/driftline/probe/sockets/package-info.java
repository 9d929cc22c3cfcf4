/// Sockets, and the processes that hold them.
@NullMarked
package dev.driftline.probe.sockets;

import org.jspecify.annotations.NullMarked;
