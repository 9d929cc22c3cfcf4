/// What every probe is made of: sections of the script, what a host said of them, and how that is read.
@NullMarked
package dev.driftline.probe.kit;

import org.jspecify.annotations.NullMarked;
