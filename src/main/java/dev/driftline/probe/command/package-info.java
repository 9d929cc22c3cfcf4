/// Commands, and what they say.
@NullMarked
package dev.driftline.probe.command;

import org.jspecify.annotations.NullMarked;
