/// Commands, exit codes and wiring: the only place that says new across packages, and the only importer of picocli.
@NullMarked
package dev.driftline.cli;

import org.jspecify.annotations.NullMarked;
