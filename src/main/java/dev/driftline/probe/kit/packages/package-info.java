/// The package managers of a host: their databases, and the packages that files belong to. Several probes need them.
@NullMarked
package dev.driftline.probe.kit.packages;

import org.jspecify.annotations.NullMarked;
