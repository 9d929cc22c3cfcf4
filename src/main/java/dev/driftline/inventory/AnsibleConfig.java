package dev.driftline.inventory;

import dev.driftline.inventory.connection.AnsibleSetting;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the settings of an `ansible.cfg` that decide how Ansible reaches hosts. Driftline does not use them, because
/// what decides about logins stands in the inventory and on the command line. It only warns of those that would change
/// something. So a file that cannot be read changes nothing, and is a note.
///
/// It looks in the folder of the inventory, and beside a folder that is an inventory.
final class AnsibleConfig {

  private static final String NAME = "ansible.cfg";
  private static final int MAX_BYTES = 1 << 20;
  private static final Pattern SECTION = Pattern.compile("\\[([^]]+)].*");

  /// A comment behind a value begins with a blank and `;`.
  private static final Pattern COMMENT = Pattern.compile("\\s;.*");

  private final ReadFiles files;
  private final Problems problems;
  private final List<AnsibleSetting> settings = new ArrayList<>();

  AnsibleConfig(ReadFiles files, Problems problems) {
    this.files = files;
    this.problems = problems;
  }

  static boolean isNamed(Path file) {
    return file.endsWith(NAME);
  }

  /// The settings that decide about logins.
  List<AnsibleSetting> settings() {
    return List.copyOf(settings);
  }

  /// Looks for the file of one source.
  void look(Path source) {
    Path folder = Objects.requireNonNullElse(source.getParent(), Path.of(""));
    read(folder.resolve(NAME));
    if (Files.isDirectory(source)) {
      read(source.resolve(NAME));
    }
  }

  private void read(Path path) {
    if (Files.isRegularFile(path)) {
      files.look(path, MAX_BYTES, problems).ifPresent(this::read);
    }
  }

  /// One line, with the deeper lines below it that continue it.
  ///
  /// @param indent the number of blanks before it
  private record Line(int number, int indent, String text) {}

  /// Reads a file as Python's configparser does.
  private void read(SourceFile file) {
    String section = "";
    for (Line line : lines(file.text())) {
      Matcher head = SECTION.matcher(line.text());
      int sign = sign(line.text());
      if (head.matches()) {
        section = head.group(1);
      } else if (sign > 0) {
        String key = line.text().substring(0, sign).strip().toLowerCase(Locale.ROOT);
        String value = line.text().substring(sign + 1).strip();
        SourceLocation at = file.at(line.number(), line.indent() + 1);
        AnsibleSetting.of(section, key, value.replace("%%", "%"), at).ifPresent(settings::add);
      }
    }
  }

  private static List<Line> lines(String text) {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String written : text.lines().toList()) {
      number++;
      int indent = written.length() - written.stripLeading().length();
      String line = COMMENT.matcher(written.strip()).replaceFirst("").strip();
      if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      Optional<Line> before = lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast());
      Optional<Line> continued =
          before.filter(it -> indent > it.indent() && !SECTION.matcher(it.text()).matches());
      if (continued.isPresent()) {
        Line first = continued.get();
        lines.removeLast();
        lines.add(new Line(first.number(), first.indent(), first.text() + " " + line));
      } else {
        lines.add(new Line(number, indent, line));
      }
    }
    return lines;
  }

  /// Where the key ends: at the first `=` or `:`. -1 if there is none.
  private static int sign(String line) {
    int equals = line.indexOf('=');
    int colon = line.indexOf(':');
    return equals < 0 || (colon >= 0 && colon < equals) ? colon : equals;
  }
}
