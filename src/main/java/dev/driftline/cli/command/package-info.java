/// The commands, one class each, and what they share: exit codes, progress, report files, and who makes the rooms known
/// to each other.
@NullMarked
package dev.driftline.cli.command;

import org.jspecify.annotations.NullMarked;
