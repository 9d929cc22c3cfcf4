package dev.driftline.probe.command;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.RowWords;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.model.table.TableDefinition.Parameter;
import dev.driftline.model.table.TableDefinition.Trait;
import dev.driftline.text.Escape;
import java.util.List;
import java.util.Optional;

/// The table `command`: one row for each command that was run.
public final class CommandTable {

  public static final Columns COLUMNS =
      new Columns(
          List.of(
              text("command", "The command, as the policy writes it.", "rndc status"),
              Column.ofUser(
                  "user", "The user it ran as; nothing if it was the user that asked.", "bind"),
              Column.ofNumber(
                  "exit",
                  "Its exit status, 0 to 255; unread if its time limit ended it.",
                  "0",
                  0,
                  255),
              Column.ofNumber(
                  "signal",
                  "The signal that ended it, if `exit` is 128 and a signal's number.",
                  "11"),
              text(
                  "stdout",
                  "What it wrote on stdout, without the newlines at its end; cut after 64 KiB.",
                  "server is up"),
              text(
                  "stderr",
                  "What it wrote on stderr, without the newlines at its end; cut after 64 KiB.",
                  "WARNING: …"),
              Column.ofTime(
                  "duration", "How long it ran, in milliseconds, to the nearest 10.", "120"),
              new Column(
                  "timed_out", ColumnType.BOOLEAN, "Whether its time limit ended it.", "false"),
              new Column(
                  "truncated",
                  ColumnType.BOOLEAN,
                  "Whether it wrote more than was taken, on stdout or on stderr.",
                  "false")));

  /// Exit codes of a program that could not be started, by the rules of POSIX.1 for the shell.
  static final List<String> NOT_STARTED = List.of("126", "127");

  static final TableDefinition DEFINITION =
      new TableDefinition(
              "command",
              "What a command says and how it ends.",
              COLUMNS,
              List.of(
                  parameter("command", "What to run, for `/bin/sh`.", true, Form.COMMAND),
                  parameter("user", "The user to run it as; only root can.", false, Form.USER),
                  parameter("timeout", "Its time limit; 10s unless given.", false, Form.DURATION),
                  Parameter.ofExitCodes(
                      "absent_exit",
                      "Exit codes that mean: there is no such thing here.",
                      List.of()),
                  Parameter.ofExitCodes(
                      "unknown_exit",
                      "Exit codes that mean: it could not look. 126 and 127 always do.",
                      NOT_STARTED),
                  parameter(
                      "pipefail",
                      "Whether a pipe fails as soon as one of its programs does.",
                      false,
                      Form.TRUTH)),
              List.of("command", "user"),
              "{command}")
          .with(
              RowWords.NONE.withCause(CommandTable::timeLimit).withEvidence(CommandTable::printed))
          .with(Trait.ASKED_LAST);

  private CommandTable() {}

  private static Column text(String name, String description, String example) {
    return new Column(name, ColumnType.TEXT, description, example);
  }

  private static Parameter parameter(String name, String what, boolean required, Form form) {
    return new Parameter(name, what, required, form, Optional.empty());
  }

  /// Added to the message of a wrong `exit`, which has no value then.
  private static String timeLimit(Row row) {
    return row.text("timed_out").equals(Optional.of("true")) ? "; its time limit ended it" : "";
  }

  /// What it printed, unless the finding says just that.
  private static String printed(Row row, String told) {
    String text = printed(row).stripTrailing();
    return told.contains(" is " + Escape.sentence(text, text.length() + 1) + ",") ? "" : text;
  }

  private static String printed(Row row) {
    return row.shown("stderr")
        // a stream that was cut before its first word is only the sign for that
        .filter(text -> !text.replace("…", "").isBlank())
        .or(() -> row.shown("stdout"))
        .orElse("");
  }
}
