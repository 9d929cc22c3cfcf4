/// The command line: commands, exit codes, and the wiring of the parts that a run needs. Only this package imports picocli.
/// It hands plain values to the package `run`, which does the work.
@NullMarked
package dev.driftline.cli;

import org.jspecify.annotations.NullMarked;
