package dev.driftline.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.pair.PairTable;
import dev.driftline.probe.Probes;
import dev.driftline.probe.kit.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Names and ports of products stand in the data file and nowhere else, so that a new product is one entry there.
/// Comments may name them, and so may the examples and descriptions of columns where a table is defined.
class NamesOfProductsTest {

  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  /// Names that are English words, too. Only a text that is nothing else is taken for one.
  private static final Set<String> ENGLISH = Set.of("bind", "named");

  /// Texts that may stand where they stand, by file.
  private static final Map<String, Set<String>> ALLOWED =
      Map.of(
          // How these programs take a password, which is no property of a product.
          "SecretMask.java",
          Set.of("mysql", "mysqldump", "mysqladmin", "mariadb", "mariadb-dump", "redis-cli"),
          // A file of shipped checks.
          "DemoCommand.java",
          Set.of("mysql.yaml"),
          // Examples in messages.
          "ProbeCommand.java",
          Set.of("A parameter of the probe: --with 'command=rndc status'; may be repeated."),
          "PlanReader.java",
          Set.of(
              "- { hosts: db*, package: mariadb-server, version: \\\"11.4.5\\\" }",
              "- { product: mysql, servers: db*, is: { CONDITION: VALUE }, reason: … }",
              "write `package: mariadb-server`, or `program: mariadbd` for what no package installed",
              "product: mysql"),
          "AssumeOptions.java",
          Set.of("`--assume 'db*: mariadb-server=11.4.5'`"),
          "SubjectCompiler.java",
          Set.of(
              "`pair: { product: mysql }`: all its ports and sockets",
              "name the server by its product, `pair: { product: mysql }`, or by its port, `pair: { port: 3306 }`"));

  @Test
  void standInTheDataFileOnly() throws IOException {
    Predicate<String> isName = names(Products.shipped());
    Set<String> documented = documented();
    Set<String> none = Set.of();
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      Set<String> allowed = ALLOWED.getOrDefault(file.getFileName().toString(), none);
      Set<String> examples = Files.readString(file).contains("new Columns(") ? documented : none;
      texts(file)
          .filter(isName)
          .filter(text -> !allowed.contains(text) && !examples.contains(text))
          .forEach(text -> found.add("%s: %s".formatted(file.getFileName(), text)));
    }
    assertThat(found).as("names of products outside products.yaml").isEmpty();
  }

  /// An exception that nobody needs any more would hide the next name.
  @Test
  void everyExceptionIsNeeded() throws IOException {
    for (Path file : sources()) {
      Set<String> allowed = ALLOWED.getOrDefault(file.getFileName().toString(), Set.of());
      assertThat(texts(file).toList()).as(file.toString()).containsAll(allowed);
    }
    assertThat(sources().stream().map(Path::getFileName).map(Path::toString))
        .containsAll(ALLOWED.keySet());
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java") || file.toString().endsWith(".sh"))
          .toList();
    }
  }

  /// The texts of a Java file, and its code beside them; the lines of a script. Without comments.
  private static Stream<String> texts(Path file) throws IOException {
    boolean java = file.toString().endsWith(".java");
    return Files.readAllLines(file).stream()
        .map(String::strip)
        .filter(line -> !line.startsWith(java ? "//" : "#"))
        .flatMap(line ->
            java
                ? Stream.concat(
                    LITERAL.matcher(line).results().map(match -> match.group(1)),
                    Stream.of(LITERAL.matcher(line).replaceAll("\"\"")))
                : Stream.of(line));
  }

  private static Predicate<String> names(Products products) {
    Set<String> words = new TreeSet<>();
    products.all().forEach(product -> add(words, product));
    String any =
        words.stream()
            .filter(word -> !ENGLISH.contains(word))
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    Predicate<String> inside =
        Pattern.compile("(?<![A-Za-z0-9])(" + any + ")(?![0-9])", Pattern.CASE_INSENSITIVE)
            .asPredicate();
    return inside.or(ENGLISH::contains);
  }

  private static void add(Set<String> words, Product product) {
    words.add(product.name());
    product.ports().forEach(port -> words.add(port.toString()));
    words.addAll(product.sockets());
    for (Server server : product.servers()) {
      words.add(server.name());
      words.addAll(withoutWildcards(server.programs()));
    }
    for (Client client : product.clients()) {
      words.add(client.name());
      words.addAll(withoutWildcards(client.programs()));
      client.libraries().forEach(library -> words.add(library.name()));
    }
  }

  private static List<String> withoutWildcards(Names names) {
    return names.patterns().stream().map(pattern -> pattern.replace("*", "")).toList();
  }

  private static Set<String> documented() {
    return Stream.concat(
            Probes.all().stream().map(Probe::definition), Stream.of(PairTable.definition()))
        .map(TableDefinition::columns)
        .flatMap(columns -> columns.list().stream())
        .flatMap((Column column) -> Stream.of(column.example(), column.description()))
        .collect(Collectors.toSet());
  }
}
