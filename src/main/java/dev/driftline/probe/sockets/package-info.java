/// Sockets and who holds them.
@NullMarked
package dev.driftline.probe.sockets;

import org.jspecify.annotations.NullMarked;
