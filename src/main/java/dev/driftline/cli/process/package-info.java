/// What the operating system gives this process: signals, open files, terminals.
@NullMarked
package dev.driftline.cli.process;

import org.jspecify.annotations.NullMarked;
