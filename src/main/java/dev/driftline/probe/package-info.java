/// The list of probes. Each has a room of its own: its table, its reader and its shell half.
@NullMarked
package dev.driftline.probe;

import org.jspecify.annotations.NullMarked;
