/// `driftline gate`: its options, and the way to the hosts of both waves.
@NullMarked
package dev.driftline.cli.gate;

import org.jspecify.annotations.NullMarked;
