package dev.driftline.cli.setting;

import dev.driftline.cli.option.Durations;
import dev.driftline.cli.option.Forks;
import dev.driftline.file.FileRefusedException;
import dev.driftline.file.OpenedFile;
import dev.driftline.source.FileProblem;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import dev.driftline.source.SecretNames;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlForms;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import dev.driftline.source.YamlReader;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.TypeConversionException;

/// Reads a `driftline.yml`. All its mistakes are reported at once.
public final class SettingsReader {

  private static final int MAX_BYTES = 64 * 1024;

  /// The word for the policies that came with driftline. It is no path.
  private static final String SHIPPED = "shipped";

  /// The keys, in the order in which they are documented.
  public static final List<String> KEYS =
      List.of("inventory", "policies", "waivers", "known_hosts", "forks", "deadline");

  /// Keys that somebody who knows other tools will look for, and why they are not there.
  private static final Map<String, Hint> NEVER =
      Map.of(
          "outputs",
          new Hint(
              "reports are named on the line of the run that writes them (\"outputs\")",
              "`-o html=FILE`: every check started here would overwrite the night's page"),
          "store",
          new Hint(
              "this driftline stores no runs yet",
              "remove the key; `-o json=FILE` keeps a report"));

  private record Hint(String message, String hint) {}

  private final Path path;
  private final SourceFile source;
  private final Problems problems;
  private final YamlForms forms;
  private final Map<String, Object> values = new HashMap<>();

  private SettingsReader(Path path, SourceFile source, Problems problems) {
    this.path = path;
    this.source = source;
    this.problems = problems;
    this.forms = new YamlForms(source, problems);
  }

  /// Reads the file. Empty if it cannot be used: then `problems` say why.
  ///
  /// The file and its folder must belong to this user or root, and nobody else may write to them. Otherwise somebody
  /// could give a stranger's inventory to root, who types `driftline check` in a shared folder.
  public static Optional<Settings> read(Path path, Problems problems) {
    Optional<SourceFile> source = open(path, problems);
    if (source.isEmpty()) {
      return Optional.empty();
    }
    Optional<YamlNode> root = YamlReader.read(source.get(), problems);
    SettingsReader reader = new SettingsReader(path, source.get(), problems);
    // an empty file sets nothing, which is no mistake
    root.ifPresent(reader::root);
    return problems.hasErrors() ? Optional.empty() : Optional.of(new Settings(path, reader.values));
  }

  private static Optional<SourceFile> open(Path path, Problems problems) {
    try (OpenedFile file = OpenedFile.openUnchangeable(path)) {
      return SourceFile.of(path, file, MAX_BYTES, problems);
    } catch (FileRefusedException e) {
      problems.add(refused(path, e));
    } catch (IOException e) {
      problems.add(FileProblem.of(path, "cannot read the file", e));
    }
    return Optional.empty();
  }

  private static Problem refused(Path path, FileRefusedException refused) {
    Path folder = Objects.requireNonNullElse(path.getParent(), Path.of("."));
    return switch (refused.why()) {
      case CHANGEABLE -> untrusted(path, "others may write to this file", path);
      case IN_CHANGEABLE_FOLDER ->
          untrusted(path, "others may write to the folder of this file", folder);
      case OF_ANOTHER_USER ->
          Problem.error(
              new SourceLocation(path.toString(), 1, 1),
              "",
              "this file, its folder or a link to it belongs to another user",
              "make it yours or root's, or name another with `--config`");
      default -> FileProblem.of(path, "cannot read the file", refused);
    };
  }

  private static Problem untrusted(Path path, String message, Path changed) {
    return Problem.error(
        new SourceLocation(path.toString(), 1, 1),
        "",
        message,
        "`chmod go-w %s`, or name another with `--config`".formatted(changed));
  }

  private void root(YamlNode root) {
    forms.mapping(root, "the file").ifPresent(mapping -> mapping.entries().forEach(this::entry));
  }

  private void entry(Entry entry) {
    String key = entry.key().text();
    Hint never = NEVER.get(key);
    if (never != null) {
      error(entry.key(), never.message(), never.hint());
    } else if (SecretNames.holdsSecret(key)) {
      error(
          entry.key(),
          "a password is never read from this file",
          "`password_file` in the inventory, mode 0600");
    } else {
      value(entry, key);
    }
  }

  private void value(Entry entry, String key) {
    switch (key) {
      case "inventory" -> paths(entry, "--inventory");
      case "policies" -> paths(entry, "--policy");
      case "waivers" -> paths(entry, "--waivers");
      case "known_hosts" -> paths(entry, "--known-hosts");
      case "forks" -> converted(entry, "--forks", new Forks()::convert, Optional.empty());
      case "deadline" ->
          converted(
              entry, "--deadline", new Durations()::convert, Optional.of("`30s`, `30m`, `1h`"));
      default -> problems.unknown(source, entry.key().at(), "key", key, KEYS);
    }
  }

  /// One path or a list of them, relative to this file.
  private void paths(Entry entry, String option) {
    List<YamlNode> nodes =
        entry.value() instanceof Sequence list ? list.items() : List.of(entry.value());
    List<Path> paths = new ArrayList<>();
    for (YamlNode node : nodes) {
      forms.text(node, entry.key().text()).flatMap(this::path).ifPresent(paths::add);
    }
    if (nodes.isEmpty()) {
      error(
          entry.value(),
          "%s is empty".formatted(entry.key().text()),
          "name a file or a folder, or remove the key");
    }
    values.put(option, List.copyOf(paths));
  }

  private Optional<Path> path(Scalar text) {
    try {
      Path written = Path.of(text.text());
      return Optional.of(text.text().equals(SHIPPED) ? written : path.resolveSibling(written));
    } catch (InvalidPathException _) {
      error(text, "\"%s\" is no name of a file".formatted(text.text()), "write a path");
      return Optional.empty();
    }
  }

  /// A value that the option itself knows how to read, so that both accept the same.
  ///
  /// @param examples the hint; if empty, the option's message has one behind its colon
  private void converted(
      Entry entry, String option, Function<String, Object> reader, Optional<String> examples) {
    Optional<Scalar> text = forms.text(entry.value(), entry.key().text());
    if (text.isEmpty()) {
      return;
    }
    try {
      values.put(option, reader.apply(text.get().text()));
    } catch (TypeConversionException e) {
      String[] parts = Objects.requireNonNull(e.getMessage()).split(": ", 2);
      error(text.get(), parts[0], examples.orElse(parts[parts.length - 1]));
    }
  }

  private void error(YamlNode node, String message, String hint) {
    problems.error(source, node.at(), message, hint);
  }
}
