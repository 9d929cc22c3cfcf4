/// Where the program starts: which command is meant, and what happens to wrong usage. Only this room and those inside
/// it import picocli. They hand plain values to the room `run`, which does the work.
@NullMarked
package dev.driftline.cli;

import org.jspecify.annotations.NullMarked;
