/// Readers of what the shell halves say about processes, descriptors and sockets: pure functions of text.
@NullMarked
package dev.driftline.probe.process;

import org.jspecify.annotations.NullMarked;
