package dev.driftline.inventory;

import dev.driftline.file.FileTree;
import dev.driftline.source.FileProblem;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Warns of settings in an `ansible.cfg` that would change how Ansible reaches hosts. Driftline does not use this file,
/// because what decides about logins stands in the inventory and on the command line.
///
/// It looks in the folder of the inventory, and beside a folder that is an inventory. Nothing is said of a setting whose
/// variable the inventory sets itself.
final class AnsibleConfig {

  private static final String NAME = "ansible.cfg";
  private static final Pattern SECTION = Pattern.compile("\\[(\\w+)].*");
  private static final Pattern SETTING = Pattern.compile("(\\w+)\\s*[=:]\\s*(\\S.*?)(?:\\s;.*)?");

  /// What Ansible takes for no.
  private static final Set<String> NO = Set.of("no", "n", "false", "f", "off", "0");

  /// What takes the place of a setting.
  ///
  /// @param variable of the inventory
  /// @param option   of the command line, if there is one; it may contain the value
  private record Instead(String variable, Optional<String> option) {

    /// The name that Ansible had before, and still takes: `ansible_ssh_user`.
    String older() {
      return variable.replaceFirst("^ansible_", "ansible_ssh_");
    }
  }

  private static final Map<String, Instead> SETTINGS =
      Map.of(
          "defaults.remote_user",
          new Instead("ansible_user", Optional.of("--user %s")),
          "defaults.private_key_file",
          new Instead("ansible_private_key_file", Optional.of("--key %s")),
          "defaults.remote_port",
          new Instead("ansible_port", Optional.empty()),
          "privilege_escalation.become",
          new Instead("ansible_become", Optional.of("--become")),
          "privilege_escalation.become_user",
          new Instead("ansible_become_user", Optional.empty()),
          "privilege_escalation.become_method",
          new Instead("ansible_become_method", Optional.empty()),
          "ssh_connection.ssh_args",
          new Instead("ansible_ssh_args", Optional.empty()),
          "ssh_connection.ssh_common_args",
          new Instead("ansible_ssh_common_args", Optional.empty()),
          "ssh_connection.ssh_extra_args",
          new Instead("ansible_ssh_extra_args", Optional.empty()));

  private record Found(String key, String value, Instead instead, SourceLocation at) {}

  private final ReadFiles files;
  private final Problems problems;
  private final List<Found> found = new ArrayList<>();

  AnsibleConfig(ReadFiles files, Problems problems) {
    this.files = files;
    this.problems = problems;
  }

  static boolean isNamed(Path file) {
    return file.endsWith(NAME);
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
    if (!Files.isRegularFile(path)) {
      return;
    }
    try {
      files.read(FileTree.named(path), path, problems).ifPresent(this::read);
    } catch (IOException e) {
      problems.add(FileProblem.of(path, "cannot read the file", e));
    }
  }

  private void read(SourceFile file) {
    String section = "";
    int number = 0;
    for (String line : file.text().lines().toList()) {
      number++;
      Matcher head = SECTION.matcher(line.strip());
      Matcher setting = SETTING.matcher(line.strip());
      if (head.matches()) {
        section = head.group(1);
      } else if (setting.matches()) {
        String key = setting.group(1);
        Instead instead = SETTINGS.get(section + "." + key.toLowerCase(Locale.ROOT));
        if (instead != null && !NO.contains(setting.group(2).toLowerCase(Locale.ROOT))) {
          found.add(new Found(key, setting.group(2), instead, file.at(number, 1)));
        }
      }
    }
  }

  /// Reports the settings that were found.
  ///
  /// @param set the names of variables that the inventory sets somewhere
  void report(Set<String> set) {
    for (Found each : found) {
      Instead instead = each.instead();
      if (!set.contains(instead.variable()) && !set.contains(instead.older())) {
        String variable = "write %s into the inventory".formatted(instead.variable());
        files.warning(
            problems,
            each.at(),
            "%s is not used: driftline does not read ansible.cfg".formatted(each.key()),
            instead
                .option()
                .map(option -> "%s, or add %s".formatted(variable, option.formatted(each.value())))
                .orElse(variable));
      }
    }
  }
}
