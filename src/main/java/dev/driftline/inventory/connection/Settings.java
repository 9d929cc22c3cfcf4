package dev.driftline.inventory.connection;

import dev.driftline.source.Problem;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The connection variables of one host, as texts. If a value cannot be a text, that is reported, and the host counts
/// as failed.
final class Settings {

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
          "driftline opens no vault: use an agent, a key file or password_file");
      return Optional.empty();
    }
    if (scalar.text().contains("{{") || scalar.text().contains("{%")) {
      error(
          scalar.at(),
          "%s holds a template, which is not supported in connection variables"
              .formatted(found.name()),
          templateHint(found.name()));
      return Optional.empty();
    }
    return Optional.of(scalar);
  }

  private static String templateHint(String name) {
    return name.startsWith("ansible_")
        ? "write the value out"
        : "write the value out, or set ansible_%s if \"%s\" means something else here"
            .formatted(name, name);
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
