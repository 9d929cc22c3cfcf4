/// What is said of waivers beside the report.
@NullMarked
package dev.driftline.cli.waivers;

import org.jspecify.annotations.NullMarked;
