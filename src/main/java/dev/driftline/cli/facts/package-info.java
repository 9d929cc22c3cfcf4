/// The command that collects facts, and the option that judges them.
@NullMarked
package dev.driftline.cli.facts;

import org.jspecify.annotations.NullMarked;
