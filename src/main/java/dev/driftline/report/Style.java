package dev.driftline.report;

import dev.driftline.text.Ascii;
import dev.driftline.text.Wrap;
import java.util.List;
import java.util.OptionalInt;

/// How a report for people is laid out.
///
/// @param all    everything, instead of the first few processes, rows and causes of each kind
/// @param colour whether headings carry terminal colours
/// @param width  the columns that a line may take; empty if lines are not wrapped
/// @param ascii  whether nothing but ASCII is written: see [Ascii]
public record Style(boolean all, boolean colour, OptionalInt width, boolean ascii) {

  private static final int FOLD = 5;

  /// The layout for files and pipes.
  public static final Style PLAIN = new Style(false, false);

  /// A layout whose lines are as long as they are, in UTF-8.
  public Style(boolean all, boolean colour) {
    this(all, colour, OptionalInt.empty(), false);
  }

  /// How many things of one group are shown before the rest is only counted.
  int fold() {
    return all ? Integer.MAX_VALUE : FOLD;
  }

  /// An escaped text in the characters that may be written.
  String shown(String text) {
    return ascii ? Ascii.of(text) : text;
  }

  /// An escaped line as it is written: in one or more lines.
  ///
  /// @param hanging how many blanks each line but the first begins with
  List<String> wrapped(String line, int hanging) {
    String shown = shown(line);
    return width.isEmpty() ? List.of(shown) : Wrap.lines(shown, width.getAsInt(), hanging);
  }
}
