/// What a host says of itself.
@NullMarked
package dev.driftline.probe.host;

import org.jspecify.annotations.NullMarked;
