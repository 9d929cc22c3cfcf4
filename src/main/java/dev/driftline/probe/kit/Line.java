package dev.driftline.probe.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/// One line of a shell half's output: `t<TAB>tcp<TAB>0100007F:0CEA…`. The first word tells the kind, and fields follow
/// with tabs between.
///
/// A field is cut out only when it is asked for. So a line with a million tabs makes no million strings. For one
/// thread.
public final class Line {

  private final String text;
  private final int end;
  private final String kind;

  /// Where the next field begins; beyond the end if there is none.
  private int next;

  /// The line from `from` to `end`, which is at least one character long.
  public Line(String text, int from, int end) {
    this.text = text;
    this.end = end;
    this.next = from;
    this.kind = field();
  }

  /// The first word.
  public String kind() {
    return kind;
  }

  /// Whether a field is left.
  public boolean hasField() {
    return next <= end;
  }

  /// Takes the next field.
  ///
  /// @throws NoSuchElementException if none is left
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

  /// Takes the fields that are left, if there are exactly `number` of them; otherwise the list is empty.
  public List<String> fields(int number) {
    List<String> fields = new ArrayList<>(number);
    while (hasField() && fields.size() < number) {
      fields.add(field());
    }
    // one too many, or too few
    return hasField() || fields.size() < number ? List.of() : fields;
  }

  /// Takes all that is left, tabs included.
  public String rest() {
    String rest = hasField() ? text.substring(next, end) : "";
    next = end + 1;
    return rest;
  }
}
