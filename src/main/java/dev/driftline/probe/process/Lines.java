package dev.driftline.probe.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The tab-separated lines of the last look a section took, if that look is complete.
///
/// A look begins with a line `#` and ends with a line `.` and the number of things it saw. A shell half whose
/// awk gave up begins again; what the look before said does not count.
final class Lines {

  private Lines() {}

  /// The lines between the last `#` and its `.`; empty if the end is missing or the number is not `kinds`'
  /// number of lines.
  static Optional<List<List<String>>> ofLastLook(String text, List<String> kinds) {
    int begin = text.startsWith("#\n") ? 0 : -1;
    int again = text.lastIndexOf("\n#\n");
    if (again >= 0) {
      begin = again + 1;
    }
    if (begin < 0) {
      return Optional.empty();
    }
    List<List<String>> lines = new ArrayList<>();
    long counted = 0;
    for (int at = begin + 2; at < text.length(); ) {
      int end = text.indexOf('\n', at);
      end = end < 0 ? text.length() : end;
      if (end > at) {
        List<String> fields = fields(text, at, end);
        if (fields.getFirst().equals(".") && fields.size() == 2) {
          boolean last = text.substring(end).isBlank();
          return last && number(fields.get(1)) == counted ? Optional.of(lines) : Optional.empty();
        }
        counted += kinds.contains(fields.getFirst()) ? 1 : 0;
        lines.add(fields);
      }
      at = end + 1;
    }
    return Optional.empty();
  }

  private static List<String> fields(String text, int from, int end) {
    List<String> fields = new ArrayList<>();
    int start = from;
    for (int tab = text.indexOf('\t', from);
        tab >= 0 && tab < end;
        tab = text.indexOf('\t', start)) {
      fields.add(text.substring(start, tab));
      start = tab + 1;
    }
    fields.add(text.substring(start, end));
    return fields;
  }

  /// A number of up to 18 digits, or -1.
  static long number(String text) {
    if (text.isEmpty() || text.length() > 18) {
      return -1;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return -1;
      }
    }
    return Long.parseLong(text);
  }
}
