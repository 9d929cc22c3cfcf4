/// What is said of waivers beside the report, and the commands about them.
@NullMarked
package dev.driftline.cli.waivers;

import org.jspecify.annotations.NullMarked;
