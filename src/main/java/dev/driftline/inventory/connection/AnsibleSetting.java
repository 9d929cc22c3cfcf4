package dev.driftline.inventory.connection;

import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode.Scalar;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A setting of an `ansible.cfg` that decides about logins.
///
/// @param key     its name there: `remote_user`
/// @param instead what takes its place in driftline
/// @param value   its text
public record AnsibleSetting(String key, Instead instead, Scalar value) {

  /// What takes the place of a setting.
  ///
  /// @param variable of the inventory, as a hint names it: `ansible_user`
  /// @param plain    the name of the same variable that all others win over: `user`
  /// @param option   of the command line; it may contain the value. Empty if there is none
  public record Instead(String variable, String plain, Optional<String> option) {}

  private static final String BECOME = "become";

  /// What Ansible takes for yes.
  private static final Set<String> YES = Set.of("true", "yes", "on", "1", "y", "t");

  private static final Map<String, Instead> INSTEAD =
      Map.of(
          "defaults.remote_user",
          new Instead("ansible_user", "user", Optional.of("--user %s")),
          "defaults.private_key_file",
          new Instead("ansible_private_key_file", "key", Optional.of("--key %s")),
          "defaults.remote_port",
          new Instead("ansible_port", "port", Optional.empty()),
          "privilege_escalation.become",
          new Instead("ansible_become", BECOME, Optional.of("--become")),
          "privilege_escalation.become_user",
          new Instead("ansible_become_user", "become_user", Optional.empty()),
          "privilege_escalation.become_method",
          new Instead("ansible_become_method", "become_method", Optional.empty()),
          "ssh_connection.ssh_args",
          new Instead("ansible_ssh_args", "ansible_ssh_args", Optional.empty()),
          "ssh_connection.ssh_common_args",
          new Instead("ansible_ssh_common_args", "ansible_ssh_common_args", Optional.empty()),
          "ssh_connection.ssh_extra_args",
          new Instead("ansible_ssh_extra_args", "ansible_ssh_extra_args", Optional.empty()));

  /// The setting `key` of a section. Empty if it does not decide about logins, or says what holds without it.
  public static Optional<AnsibleSetting> of(
      String section, String key, String value, SourceLocation at) {
    return Optional.ofNullable(INSTEAD.get(section + "." + key))
        .filter(instead -> !value.isEmpty())
        .filter(instead -> !key.equals(BECOME) || YES.contains(value.toLowerCase(Locale.ROOT)))
        .map(instead ->
            new AnsibleSetting(key, instead, new Scalar(value, false, Optional.empty(), at)));
  }

  /// What to do instead.
  public String hint() {
    String variable = "write %s into the inventory".formatted(instead.variable());
    return instead
        .option()
        .map(option -> "%s, or add %s".formatted(variable, option.formatted(value.text())))
        .orElse(variable);
  }
}
