package dev.driftline.probe.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/// One line of what a shell half said: its first word, and the fields behind it, with tabs between.
///
/// A field is taken out of the text when it is asked for, so that a line of a million fields costs nothing by itself.
public final class Line {

  private final String text;
  private final int end;
  private final String kind;

  /// Where the next field begins; behind the end if there is none.
  private int next;

  /// The line between `from` and `end`, which holds at least one character.
  public Line(String text, int from, int end) {
    this.text = text;
    this.end = end;
    this.next = from;
    this.kind = field();
  }

  /// The first word, which says what the line is about.
  public String kind() {
    return kind;
  }

  /// Whether there is a field that was not taken yet.
  public boolean hasField() {
    return next <= end;
  }

  /// The next field.
  public String field() {
    if (!hasField()) {
      throw new NoSuchElementException("no further field: " + kind);
    }
    int tab = text.indexOf('\t', next, end);
    int until = tab < 0 ? end : tab;
    String field = text.substring(next, until);
    next = until + 1;
    return field;
  }

  /// The fields that were not taken yet, if there are exactly `number`; else none.
  public List<String> fields(int number) {
    List<String> fields = new ArrayList<>(number);
    while (hasField() && fields.size() < number) {
      fields.add(field());
    }
    return hasField() || fields.size() < number ? List.of() : fields;
  }

  /// What was not taken yet, tabs included.
  public String rest() {
    String rest = hasField() ? text.substring(next, end) : "";
    next = end + 1;
    return rest;
  }
}
