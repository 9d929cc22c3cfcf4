/// Installed packages.
@NullMarked
package dev.driftline.probe.packages;

import org.jspecify.annotations.NullMarked;
