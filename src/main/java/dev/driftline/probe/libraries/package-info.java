/// Programs and libraries that processes have mapped.
@NullMarked
package dev.driftline.probe.libraries;

import org.jspecify.annotations.NullMarked;
