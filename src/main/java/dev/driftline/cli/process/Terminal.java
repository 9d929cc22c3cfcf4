package dev.driftline.cli.process;

import dev.driftline.report.Style;
import java.util.Map;
import java.util.OptionalInt;

/// What people read this program's output on: which of its streams are terminals, how wide these are, and what they can
/// show.
///
/// @param stdout  whether standard output is a terminal
/// @param stderr  whether standard error is a terminal
/// @param columns how wide the terminal is; what it means for streams that are none is left open
/// @param wished  `COLUMNS`, with which a user sets the width of everything; for the mails of cron, too
/// @param colour  whether a terminal shows colours
/// @param ascii   whether the locale has no UTF-8, so that only ASCII is written
public record Terminal(
    boolean stdout,
    boolean stderr,
    int columns,
    OptionalInt wished,
    boolean colour,
    boolean ascii) {

  /// No report is narrower: beyond that, hardly a word stands beside another.
  private static final int NARROWEST = 40;

  /// What a terminal has that does not say.
  private static final int USUAL = 80;

  /// No stream is a terminal, and everything can be shown.
  public static final Terminal NONE =
      new Terminal(false, false, USUAL, OptionalInt.empty(), false, false);

  /// What the launcher found out, because the JDK cannot tell standard output and standard error apart, and what the
  /// environment says.
  static Terminal ofProcess() {
    return of(
        System.getProperty("driftline.terminals", ""),
        System.getProperty("driftline.columns", ""),
        System.getenv());
  }

  /// @param streams     `stdout`, `,stderr`, `stdout,stderr` or nothing
  /// @param columns     a number, which may be 0; anything else is not known
  /// @param environment in which an empty value is none, as in POSIX
  static Terminal of(String streams, String columns, Map<String, String> environment) {
    int found = number(columns);
    int wished = number(environment.getOrDefault("COLUMNS", ""));
    return new Terminal(
        streams.startsWith("stdout"),
        streams.endsWith("stderr"),
        found == 0 ? USUAL : Math.max(NARROWEST, found),
        wished < NARROWEST ? OptionalInt.empty() : OptionalInt.of(wished),
        environment.getOrDefault("NO_COLOR", "").isEmpty(),
        !PosixLocale.hasUtf8(environment));
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
  }

  /// The style of a report on standard output. It has colours on a terminal, unless `NO_COLOR` is set to any value.
  ///
  /// @param all whether long lists are shown whole
  Style style(boolean all) {
    return new Style(all, colour && stdout, width(stdout), ascii);
  }

  /// The style of a report in a file.
  public Style file() {
    return new Style(false, false, wished, ascii);
  }

  /// The columns of a line of progress on standard error. Empty if no progress may be shown.
  public OptionalInt progress() {
    return stderr ? width(true) : OptionalInt.empty();
  }

  private OptionalInt width(boolean terminal) {
    return wished.isPresent() || !terminal ? wished : OptionalInt.of(columns);
  }
}
