package dev.driftline.probe.host;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Trait;
import java.util.List;
import java.util.Optional;

/// The table `host`: one row.
public final class HostDescription {

  public static final String NAME = "host";

  /// The columns that stay the same for years.
  public static final List<String> LASTING = List.of("os", "os_version", "architecture", "init");

  /// Each host is asked to describe itself.
  public static final Question QUESTION = new Question(NAME);

  static final Columns COLUMNS =
      new Columns(
          List.of(
              new Column(
                  "hostname",
                  ColumnType.TEXT,
                  "The name that the host has set for itself.",
                  "app1"),
              new Column(
                  "os", ColumnType.TEXT, "The operating system: ID of os-release(5).", "debian"),
              Column.ofRelease(
                  "os_version", "Its version: VERSION_ID of os-release(5), if there is one.", "12"),
              new Column(
                  "os_name",
                  ColumnType.TEXT,
                  "Its name for people: PRETTY_NAME of os-release(5).",
                  "Debian GNU/Linux 12 (bookworm)"),
              Column.ofRelease("kernel", "The kernel's release.", "6.1.0-18-amd64"),
              new Column(
                  "architecture", ColumnType.TEXT, "The machine, as uname -m names it.", "x86_64"),
              new Column(
                  "init",
                  ColumnType.TEXT,
                  "Who starts services: systemd, openrc, or the name of process 1.",
                  "systemd"),
              Column.ofTime("uptime", "Time since the boot, in milliseconds.", "864000000"),
              new Column(
                  "addresses",
                  ColumnType.TEXT,
                  "Its IP addresses, with commas between them, without 127.0.0.1 and ::1.",
                  "10.0.0.7,fe80::fc:ff:fe00:1"),
              Column.ofUser("user", "The user that asked: the login, or who it became.", "root"),
              new Column(
                  "root", ColumnType.BOOLEAN, "Whether that user is root (number 0).", "true"),
              new Column(
                  "clock",
                  ColumnType.INTEGER,
                  "The host's clock when it was asked, in seconds since 1970-01-01 UTC.",
                  "1795464154"),
              new Column(
                  "clock_offset",
                  ColumnType.DURATION,
                  "By how much the host's clock is ahead of ours, in milliseconds, to about a second;"
                      + " negative if it is behind.",
                  "-1000"),
              new Column(
                  "dev_null",
                  ColumnType.TEXT,
                  "What /dev/null is: device (the null device), file, missing, or other (a folder, another device).",
                  "device",
                  List.of("device", "file", "missing", "other"))));

  static final TableDefinition DEFINITION =
      new TableDefinition(
              NAME,
              "What the host is: operating system, kernel, addresses, clock, and who asked.",
              COLUMNS,
              List.of(),
              List.of("hostname"),
              "host {hostname}")
          .with(Trait.DESCRIBES_HOST);

  private HostDescription() {}

  /// The row by which a host describes itself; empty if it did not.
  public static Optional<Row> description(HostAnswers answers) {
    return answers.answers().get(QUESTION) instanceof Answer.Observed(List<Row> rows, _, _)
            && rows.size() == 1
        ? Optional.of(rows.getFirst())
        : Optional.empty();
  }

  /// `debian 12`.
  public static Optional<String> system(Row description) {
    return description
        .text("os")
        .map(os -> description.text("os_version").map(version -> os + " " + version).orElse(os));
  }

  /// The IP addresses that the host says it has, with commas between.
  public static Cell addresses(Row description) {
    return description.cell("addresses");
  }
}
