/// The description of a host by itself: one row.
@NullMarked
package dev.driftline.probe.host;

import org.jspecify.annotations.NullMarked;
