/// The parts that every probe is made of: sections of the script, the output of a host, and its reading.
@NullMarked
package dev.driftline.probe.kit;

import org.jspecify.annotations.NullMarked;
