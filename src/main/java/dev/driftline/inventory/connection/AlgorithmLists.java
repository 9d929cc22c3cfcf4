package dev.driftline.inventory.connection;

import dev.driftline.inventory.connection.Settings.Found;
import dev.driftline.model.host.AlgorithmKind;
import dev.driftline.model.host.AlgorithmNames;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the algorithms that an inventory names for a host, in a variable (`kex_algorithms`) or an option of ssh
/// (`KexAlgorithms`). The form is that of ssh_config(5): names with commas between. `+` adds them to the usual ones,
/// `^` puts them first, and `-` removes them.
final class AlgorithmLists {

  private AlgorithmLists() {}

  /// A list as it was written.
  ///
  /// @param at its place
  private record Written(String name, String text, SourceLocation at) {}

  static AlgorithmNames of(Settings settings, List<SshArguments> arguments) {
    AlgorithmNames names = AlgorithmNames.USUAL;
    for (AlgorithmKind kind : AlgorithmKind.values()) {
      Optional<Written> written = written(kind, settings, arguments);
      if (written.isPresent()) {
        names = names.with(kind, read(kind, written.get(), settings));
      }
    }
    return names;
  }

  /// The list for a kind. A variable wins over an option.
  private static Optional<Written> written(
      AlgorithmKind kind, Settings settings, List<SshArguments> arguments) {
    Optional<Found> variable = settings.find(kind.variable());
    if (variable.isPresent()) {
      return variable.map(
          found -> new Written(kind.variable(), text(found, settings), found.value().at()));
    }
    String option = kind.option().toLowerCase(Locale.ROOT);
    return arguments.stream()
        .flatMap(
            a -> a.value(option).map(text -> new Written(kind.option(), text, a.at())).stream())
        .findFirst();
  }

  private static String text(Found found, Settings settings) {
    List<YamlNode> values =
        found.value() instanceof Sequence list ? list.items() : List.of(found.value());
    List<String> texts = new ArrayList<>();
    for (YamlNode value : values) {
      settings.text(new Found(found.name(), value)).map(Scalar::text).ifPresent(texts::add);
    }
    return String.join(",", texts);
  }

  private static List<String> read(AlgorithmKind kind, Written written, Settings settings) {
    String text = written.text().strip();
    // the sign comes once, before the whole list
    char sign = text.isEmpty() ? ' ' : text.charAt(0);
    List<String> read =
        switch (sign) {
          case '+' -> joined(kind.usual(), names(kind, text.substring(1), written, settings));
          case '^' -> joined(names(kind, text.substring(1), written, settings), kind.usual());
          case '-' -> without(kind.usual(), text.substring(1));
          default -> names(kind, text, written, settings);
        };
    // an unknown name was reported already
    if (read.isEmpty() && !settings.failed()) {
      settings.error(
          written.at(),
          "%s leaves no algorithm that driftline can use".formatted(written.name()),
          "driftline can use " + String.join(", ", AlgorithmNames.known(kind)));
    }
    return read;
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all.stream().distinct().toList();
  }

  /// The names that match none of the patterns, in which `*` stands for any text.
  private static List<String> without(List<String> names, String patterns) {
    List<String> left = new ArrayList<>(names);
    for (String pattern : patterns.split(",", -1)) {
      Pattern wanted = Pattern.compile("\\Q" + pattern.strip().replace("*", "\\E.*\\Q") + "\\E");
      left.removeIf(name -> wanted.matcher(name).matches());
    }
    return left;
  }

  private static List<String> names(
      AlgorithmKind kind, String text, Written written, Settings settings) {
    List<String> names = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String name = part.strip();
      if (AlgorithmNames.known(kind).contains(name)) {
        names.add(name);
      } else if (!kind.passesOver(name)) {
        settings.error(
            written.at(),
            "%s: driftline cannot use \"%s\"".formatted(written.name(), name),
            "it can use " + String.join(", ", AlgorithmNames.known(kind)));
      }
    }
    return names.stream().distinct().toList();
  }
}
