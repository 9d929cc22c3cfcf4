package dev.driftline.policy;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.ColumnType;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.model.table.TableDefinition.Parameter;
import dev.driftline.model.table.TableDefinition.Trait;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads policies from texts in a temporary folder, with tables like those of the product.
final class PolicyTexts {

  static final Map<String, TableDefinition> TABLES =
      Map.of(
          "fds",
              table(
                  "fds",
                  List.of(
                      new Parameter("fd", "Which.", false, Form.LIST, Optional.of("fd")),
                      Parameter.ofColumns("columns", "Costly.", "pid", "close_on_exec")),
                  "pid INTEGER",
                  "fd INTEGER",
                  "kind TEXT",
                  "age DURATION",
                  "close_on_exec BOOLEAN"),
          "command",
              table(
                  "command",
                  List.of(
                      new Parameter("command", "What.", true, Form.COMMAND, Optional.empty()),
                      new Parameter("user", "As whom.", false, Form.USER, Optional.empty()),
                      new Parameter(
                          "timeout", "How long.", false, Form.DURATION, Optional.empty())),
                  "exit INTEGER",
                  "stdout TEXT",
                  "stderr TEXT",
                  "timed_out BOOLEAN"),
          "libraries",
              table(
                  "libraries",
                  List.of(new Parameter("names", "Which.", true, Form.LIST, Optional.of("name"))),
                  "name TEXT",
                  "size SIZE"),
          "packages", table("packages", List.of(), "name TEXT", "version VERSION", "manager TEXT"),
          "host", table("host", List.of(), "os TEXT", "uptime DURATION").with(Trait.DESCRIBES_HOST),
          "pair",
              table(
                      "pair",
                      List.of(),
                      "client.name TEXT",
                      "client.series VERSION",
                      "server.series VERSION",
                      "server.host TEXT")
                  .with(Trait.JOINS_HOSTS));

  private final Path folder;
  private final Problems problems = new Problems();

  private final Map<String, TableDefinition> tables;

  PolicyTexts(Path folder) {
    this(folder, TABLES);
  }

  /// With other tables, such as those of the product.
  PolicyTexts(Path folder, Map<String, TableDefinition> tables) {
    this.folder = folder;
    this.tables = tables;
  }

  private static TableDefinition table(String name, List<Parameter> parameters, String... columns) {
    List<Column> list =
        java.util.Arrays.stream(columns)
            .map(text -> text.split(" "))
            .map(words -> new Column(words[0], ColumnType.valueOf(words[1]), "A column.", "x"))
            .toList();
    return new TableDefinition(name, "A table.", new Columns(list), parameters, List.of(), "x");
  }

  PolicySet read(String text) {
    write("p.yaml", text);
    return PolicySet.read(List.of(folder), tables, problems);
  }

  Path write(String name, String text) {
    try {
      Path path = folder.resolve(name);
      Files.createDirectories(path.getParent());
      return Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Problems problems() {
    return problems;
  }

  /// Everything wrong, as the user sees it, with the temporary folder left out.
  String complaints() {
    return problems.sorted().stream()
        .map(Problem::render)
        .collect(Collectors.joining())
        .replace(folder + "/", "");
  }

  /// What the user is told about a policy that has one check with these lines.
  static String complaintsAbout(Path folder, String checkLines) {
    return new PolicyTexts(folder).about(checkLines);
  }

  /// What the user is told about a policy that has one check with these lines.
  String about(String checkLines) {
    read(policy(checkLines));
    return complaints();
  }

  static String policy(String checkLines) {
    return "policy: p\nchecks:\n  - id: c\n" + checkLines.indent(4);
  }
}
