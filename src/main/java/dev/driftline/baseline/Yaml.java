package dev.driftline.baseline;

import dev.driftline.text.YamlText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes the checks of one policy. Texts of a host stand in double quotes, and only those of plain ASCII are taken, so
/// that none is a template, a tag or an end of a line.
final class Yaml {

  private static final int LONGEST_ID = 100;
  private static final int LONGEST_LINE = 110;

  private final String host;
  private final StringBuilder text = new StringBuilder();
  private final Map<String, Integer> ids = new HashMap<>();

  Yaml(String host) {
    this.host = host;
  }

  /// Lower case letters, digits and single hyphens.
  static String name(String text) {
    String name =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return name.isEmpty() ? "host" : name;
  }

  /// Begins a check.
  ///
  /// @param what  makes its id, behind the host's name
  /// @param title what must hold, in words of ours
  Check check(String what, String title, String probe) {
    String wanted = name(host + "-" + what);
    String id = wanted.substring(0, Math.min(LONGEST_ID - 5, wanted.length())).replaceAll("-$", "");
    int number = ids.merge(id, 1, Integer::sum);
    return new Check(number == 1 ? id : id + "-" + number, title, probe);
  }

  void comment(String sentence) {
    text.append("  # ").append(sentence).append('\n');
  }

  String text() {
    return text.toString();
  }

  boolean isEmpty() {
    return !text.toString().contains("- id:");
  }

  /// One check, key by key.
  final class Check {

    private final Map<String, String> keys = new LinkedHashMap<>();

    private Check(String id, String title, String probe) {
      keys.put("id", id);
      keys.put("title", YamlText.quoted(title));
      keys.put("severity", "minor");
      keys.put("probe", probe);
    }

    Check with(String key, String value) {
      keys.put(key, value);
      return this;
    }

    /// Columns and their matchers.
    Check with(String key, Map<String, String> conditions) {
      return with(
          key,
          conditions.entrySet().stream()
              .map(entry -> entry.getKey() + ": " + entry.getValue())
              .collect(Collectors.joining(", ", "{ ", " }")));
    }

    void end() {
      String before = "  - ";
      for (Map.Entry<String, String> key : keys.entrySet()) {
        text.append(before);
        wrapped(key.getKey() + ": " + key.getValue());
        before = "    ";
      }
      text.append('\n');
    }

    /// Long lists go over several lines, broken behind a comma of the list.
    private void wrapped(String line) {
      List<String> lines = new ArrayList<>(List.of(""));
      for (String part : line.split("(?<=\", )", -1)) {
        if (lines.getLast().length() + part.length() > LONGEST_LINE && !lines.getLast().isEmpty()) {
          lines.add("      ");
        }
        lines.addLast(lines.removeLast() + part);
      }
      lines.forEach(each -> text.append(each.stripTrailing()).append('\n'));
    }
  }
}
