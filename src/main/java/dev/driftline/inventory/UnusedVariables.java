package dev.driftline.inventory;

import dev.driftline.inventory.value.Variable;
import dev.driftline.source.Problems;
import dev.driftline.source.Suggestion;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Warns of variables that change how Ansible reaches a host, and that driftline does not use: `ansible_become_exe`, or
/// a misspelt name such as `ansble_host`. Each name is reported once, at its first place.
final class UnusedVariables {

  /// Names of Ansible that driftline uses.
  private static final List<String> USED =
      List.of(
          "ansible_host",
          "ansible_ssh_host",
          "ansible_port",
          "ansible_ssh_port",
          "ansible_user",
          "ansible_ssh_user",
          "ansible_connection",
          "ansible_private_key_file",
          "ansible_ssh_private_key_file",
          "ansible_password",
          "ansible_ssh_pass",
          "ansible_ssh_password",
          "ansible_become",
          "ansible_become_user",
          "ansible_become_method",
          "ansible_become_password",
          "ansible_become_pass",
          "ansible_sudo_user",
          "ansible_sudo_pass",
          "ansible_doas_user",
          "ansible_doas_pass",
          "ansible_ssh_args",
          "ansible_ssh_common_args",
          "ansible_ssh_extra_args",
          "ansible_group_priority");

  /// Names of Ansible that change who does what on the way, each with what to do instead.
  private static final Map<Pattern, String> NOT_USED =
      Map.of(
          Pattern.compile("ansible_(?:become|sudo|doas)_exe"),
          "driftline runs the sudo or doas of the host's PATH",
          Pattern.compile("ansible_(?:become|sudo|doas)_flags"),
          "driftline gives sudo and doas its own options",
          Pattern.compile("ansible_paramiko_proxy_command"),
          "name the bastion: jump: user@bastion:port",
          Pattern.compile("ansible_ssh_executable"),
          "driftline does not run ssh",
          Pattern.compile("ansible_(?:ssh_|paramiko_)?host_key_checking"),
          "driftline checks host keys always; --accept-new-host-keys learns those of new hosts",
          Pattern.compile("ansible_(?:sudo|su|su_user|su_pass)"),
          "write become, become_method and become_user");

  /// Ansible's names that look like one of those above.
  private static final Pattern OTHERS = Pattern.compile("ansible_(?:scp|sftp)(?:_extra)?_args");

  private static final Pattern NEARLY = Pattern.compile("an?s?i?b?.{0,3}le?_[a-z_]{3,30}");

  private final Map<String, Variable> first = new LinkedHashMap<>();

  void look(Collection<Variable> variables) {
    for (Variable variable : variables) {
      // nearly all names are other ones
      if (variable.name().startsWith("a")) {
        first.putIfAbsent(variable.name(), variable);
      }
    }
  }

  void report(ReadFiles files, Problems problems) {
    first.forEach((name, variable) -> {
      Optional<String> hint =
          NOT_USED.keySet().stream()
              .filter(pattern -> pattern.matcher(name).matches())
              .map(NOT_USED::get)
              .findFirst()
              .or(() -> misspelt(name));
      hint.ifPresent(
          h -> files.warning(problems, variable.at(), "%s is not used".formatted(name), h));
    });
  }

  private static Optional<String> misspelt(String name) {
    return USED.contains(name) || OTHERS.matcher(name).matches() || !NEARLY.matcher(name).matches()
        ? Optional.empty()
        : Suggestion.near(name, USED.stream());
  }
}
