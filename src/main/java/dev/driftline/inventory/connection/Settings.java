package dev.driftline.inventory.connection;

import dev.driftline.source.Problem;
import dev.driftline.source.SecretNames;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The connection variables of one host, as texts. If a value cannot be a text, that is reported, and the host counts
/// as failed.
final class Settings {

  /// Options that stand for a variable where an inventory has none.
  private static final Map<String, String> OPTIONS =
      Map.of(
          "user", "--user",
          "ansible_user", "--user",
          "ansible_ssh_user", "--user",
          "key", "--key",
          "ansible_private_key_file", "--key",
          "ansible_ssh_private_key_file", "--key");

  /// Ansible's variables for our own. They win, so the short name is free for something else.
  private static final Map<String, String> OF_ANSIBLE =
      Map.of(
          "host", "ansible_host",
          "port", "ansible_port",
          "user", "ansible_user",
          "key", "ansible_private_key_file",
          "become", "ansible_become",
          "become_user", "ansible_become_user",
          "become_method", "ansible_become_method");

  final String host;
  private final Lookup lookup;
  private List<Problem> mistakes = List.of();

  Settings(String host, Lookup lookup) {
    this.host = host;
    this.lookup = lookup;
  }

  boolean failed() {
    return !mistakes.isEmpty();
  }

  /// The mistakes that make it impossible to reach the host.
  List<Problem> mistakes() {
    return mistakes;
  }

  /// Takes a mistake that was reported already, or is reported later with those of other hosts.
  void fail(Problem mistake) {
    if (mistakes.isEmpty()) {
      mistakes = new ArrayList<>(1);
    }
    mistakes.add(mistake);
  }

  void error(SourceLocation at, String message, String hint) {
    fail(Problem.error(at, "", message, hint));
    lookup.error(at, message, hint);
  }

  void warning(SourceLocation at, String message, String hint) {
    lookup.warning(at, message, hint);
  }

  /// The value as written; null counts as missing.
  ///
  /// @param names of the same setting; the last one that has a value wins
  Optional<Found> find(String... names) {
    for (int i = names.length - 1; i >= 0; i--) {
      Optional<YamlNode> value = lookup.value(host, names[i]);
      if (value.isPresent() && !(value.get() instanceof Scalar scalar && scalar.isNull())) {
        return Optional.of(new Found(names[i], value.get()));
      }
    }
    return Optional.empty();
  }

  /// A value, and the name under which it was found.
  record Found(String name, YamlNode value) {}

  /// The value as a text.
  ///
  /// @param names of the same setting; the last one that has a value wins
  Optional<Scalar> text(String... names) {
    return find(names).flatMap(this::text);
  }

  Optional<Scalar> text(Found found) {
    if (!(found.value() instanceof Scalar scalar)) {
      error(
          found.value().at(),
          "%s must be a text, not %s".formatted(found.name(), found.value().form()),
          "write \"%s: value\"".formatted(found.name()));
      return Optional.empty();
    }
    if (scalar.tag().isPresent()) {
      error(
          scalar.at(),
          "%s is closed by %s and cannot be used".formatted(found.name(), scalar.tag().get()),
          SecretNames.holdsSecret(found.name())
              ? "driftline opens no vault: name a file with the password: " + fileFor(found.name())
              : "driftline opens no vault: write the value in another place");
      return Optional.empty();
    }
    return Templates.isTemplate(scalar.text()) ? filled(found.name(), scalar) : Optional.of(scalar);
  }

  private Optional<Scalar> filled(String name, Scalar written) {
    return switch (lookup.fill(host, written.text())) {
      case Templates.Filled.Text(String text) ->
          Optional.of(new Scalar(text, false, Optional.empty(), written.at()));
      case Templates.Filled.Failed failed -> {
        if (SecretNames.holdsSecret(name)) {
          // the message of the template could quote the password
          error(
              written.at(),
              "the template of %s cannot be filled in".formatted(name),
              "name a file with the password: " + fileFor(name));
        } else {
          error(
              written.at(),
              "the template of %s cannot be filled in: %s".formatted(name, failed.message()),
              hint(name, failed.hint()));
        }
        yield Optional.empty();
      }
    };
  }

  /// The variable that names a password's file.
  private static String fileFor(String name) {
    return name.startsWith("ansible_ssh") || name.equals("ansible_password")
        ? "password_file"
        : "become_password_file";
  }

  private static String hint(String name, String ofTemplate) {
    String option = OPTIONS.get(name);
    String ansible = OF_ANSIBLE.get(name);
    return ofTemplate
        + (option == null ? "" : "; or leave %s out, and use `%s`".formatted(name, option))
        + (ansible == null
            ? ""
            : "; or set %s if \"%s\" means something else here".formatted(ansible, name));
  }

  /// The words that Ansible takes for true and false.
  boolean flag(String... names) {
    Optional<Scalar> text = text(names);
    if (text.isEmpty()) {
      return false;
    }
    return switch (text.get().text().toLowerCase(java.util.Locale.ROOT)) {
      case "true", "yes", "on", "1", "y", "t" -> true;
      case "false", "no", "off", "0", "n", "f" -> false;
      default -> {
        error(
            text.get().at(),
            "%s must be true or false, not \"%s\""
                .formatted(names[names.length - 1], text.get().text()),
            "write true or false");
        yield false;
      }
    };
  }
}
