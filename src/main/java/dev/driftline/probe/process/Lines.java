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
    List<List<String>> lines = new ArrayList<>();
    boolean begun = false;
    long end = -1;
    for (String line : text.split("\n", -1)) {
      if (line.equals("#")) {
        begun = true;
        end = -1;
        lines.clear();
      } else if (!line.isEmpty()) {
        List<String> fields = List.of(line.split("\t", -1));
        if (end >= 0) {
          return Optional.empty();
        }
        if (fields.getFirst().equals(".") && fields.size() == 2) {
          end = number(fields.get(1));
        } else {
          lines.add(fields);
        }
      }
    }
    long counted = lines.stream().filter(fields -> kinds.contains(fields.getFirst())).count();
    return begun && end >= 0 && end == counted ? Optional.of(lines) : Optional.empty();
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
