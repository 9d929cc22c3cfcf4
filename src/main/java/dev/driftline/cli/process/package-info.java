/// What the operating system gives this process, and how its streams are used: signals, open files, terminals.
@NullMarked
package dev.driftline.cli.process;

import org.jspecify.annotations.NullMarked;
