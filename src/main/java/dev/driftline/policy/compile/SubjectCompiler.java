package dev.driftline.policy.compile;

import dev.driftline.model.table.Question;
import dev.driftline.model.table.RowWords;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.model.table.TableDefinition.Parameter;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Check.Subject;
import dev.driftline.product.Product;
import dev.driftline.product.Products;
import dev.driftline.product.compat.file.Knowledge;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Compiles `probe` or `pair` of a check into the question for its hosts. For example, `probe: { command: rndc status
/// }` asks the probe `command` with one parameter.
final class SubjectCompiler {

  private static final String PAIR = "pair";

  private final NodeReader reader;
  private final Map<String, TableDefinition> tables;
  private final Knowledge knowledge;
  private final ParameterForms forms;

  SubjectCompiler(NodeReader reader, Map<String, TableDefinition> tables, Knowledge knowledge) {
    this.reader = reader;
    this.tables = tables;
    this.knowledge = knowledge;
    this.forms = new ParameterForms(reader);
  }

  /// The table of the check. Empty if it cannot be told, which is reported.
  Optional<TableDefinition> table(Mapping check) {
    Optional<YamlNode> probe = check.find("probe");
    Optional<YamlNode> pair = check.find(PAIR);
    if (probe.isPresent() == pair.isPresent()) {
      reader.error(
          check.at(),
          probe.isPresent() ? "both probe and pair" : "neither probe nor pair",
          "say what the check looks at, with one of the two");
      return Optional.empty();
    }
    if (pair.isPresent()) {
      return named(PAIR, pair.get().at());
    }
    return switch (probe.get()) {
      case Scalar _ -> reader.fixedText(check, "probe").flatMap(this::probe);
      case Mapping mapping -> probeOf(mapping);
      case Sequence list -> {
        reader.error(
            list.at(), "probe must be one probe, not a list", "write a check for each probe");
        yield Optional.empty();
      }
    };
  }

  private Optional<TableDefinition> probe(Scalar name) {
    List<String> names = probes();
    if (!names.contains(name.text())) {
      reader.problems().unknown(reader.source(), name.at(), "probe", name.text(), names);
    }
    return names.contains(name.text()) ? named(name.text(), name.at()) : Optional.empty();
  }

  /// `probe: { command: rndc status }`: one key is a probe whose first parameter has the probe's name.
  private Optional<TableDefinition> probeOf(Mapping mapping) {
    List<Entry> naming =
        mapping.entries().stream().filter(entry -> isNamedByParameter(entry.key().text())).toList();
    // other keys of the mapping are the probe's other parameters
    if (naming.size() == 1) {
      return named(naming.getFirst().key().text(), mapping.at());
    }
    List<String> such = probes().stream().filter(this::isNamedByParameter).toList();
    if (naming.isEmpty() && !mapping.entries().isEmpty()) {
      Scalar first = mapping.entries().getFirst().key();
      reader.problems().unknown(reader.source(), first.at(), "probe", first.text(), such);
    } else {
      reader.error(
          mapping.at(),
          naming.isEmpty()
              ? "probe names no probe"
              : "probe names %d probes".formatted(naming.size()),
          "probes that take a value: " + String.join(", ", such));
    }
    return Optional.empty();
  }

  private boolean isNamedByParameter(String name) {
    TableDefinition table = tables.get(name);
    return table != null
        && !name.equals(PAIR)
        && !table.parameters().isEmpty()
        && table.parameters().getFirst().name().equals(name);
  }

  private List<String> probes() {
    return tables.keySet().stream().filter(name -> !name.equals(PAIR)).sorted().toList();
  }

  private Optional<TableDefinition> named(String name, SourceLocation at) {
    Optional<TableDefinition> table = Optional.ofNullable(tables.get(name));
    if (table.isEmpty()) {
      reader.error(at, "this driftline has no table \"%s\"".formatted(name), "use a probe");
    }
    return table;
  }

  /// The question. Empty if a parameter is wrong, which is reported.
  ///
  /// @param named the columns that the check names
  Optional<Subject> compile(
      Mapping check, TableDefinition table, List<Condition> where, NavigableSet<String> named) {
    return check.find(PAIR).isPresent() ? pair(check) : rows(check, table, where, named);
  }

  /// Whether a table of rules can answer what the check asks. If not, that is reported.
  ///
  /// @param named the columns that the check names
  boolean isAnswerable(Mapping check, TableDefinition table, NavigableSet<String> named) {
    Optional<String> rated = rated(table, named);
    if (rated.isEmpty() || !(check.find(PAIR).orElse(check) instanceof Mapping pair)) {
      return true;
    }
    Optional<YamlNode> port = keyed(pair, "port");
    if (port.isPresent()) {
      reader.error(
          port.get().at(),
          "%s needs a product, and a port is none".formatted(rated.get()),
          "`pair: { product: mysql }`: all its ports and sockets");
    }
    Optional<Scalar> product =
        pair.find("product").filter(Scalar.class::isInstance).map(Scalar.class::cast);
    boolean without =
        product
            .filter(name -> knowledge.products().named(name.text()).isPresent())
            .filter(name -> knowledge.table(name.text()).isEmpty())
            .isPresent();
    if (without) {
      reader.error(
          product.get().at(),
          "there is no compatibility table for %s".formatted(product.get().text()),
          "compare versions (`client.series: \"= server.series\"`), or add a file with `table: %s`"
              .formatted(product.get().text()));
    }
    Optional<YamlNode> severity = keyed(check, "severity");
    severity.ifPresent(key ->
        reader.error(
            key.at(),
            "the severity follows from the table",
            "remove it; `--fail-on critical` counts broken and garbled only"));
    return port.isEmpty() && !without && severity.isEmpty();
  }

  /// The column whose rules say how bad a row is, if the check names it.
  static Optional<String> rated(TableDefinition table, NavigableSet<String> named) {
    return table.words().rating().map(RowWords.Rating::column).filter(named::contains);
  }

  private static Optional<YamlNode> keyed(Mapping mapping, String key) {
    return mapping.entries().stream()
        .map(Entry::key)
        .filter(name -> name.text().equals(key))
        .map(YamlNode.class::cast)
        .findFirst();
  }

  private Optional<Subject> pair(Mapping check) {
    return check
        .find(PAIR)
        .flatMap(node -> reader.mapping(node, PAIR, List.of("product", "port", "library")))
        .flatMap(this::pairOf);
  }

  private Optional<Subject> pairOf(Mapping pair) {
    Optional<Scalar> library = reader.text(pair, "library");
    Optional<String> name = library.flatMap(text -> forms.read(text, "library", Form.WORD));
    Optional<Subject> subject = server(pair).map(known -> known.ofLibrary(name));
    // a library that was written, but is wrong, must not be taken for "any library"
    return library.isPresent() == name.isPresent() ? subject : Optional.empty();
  }

  /// What the clients are connected to: all ports and unix sockets of a product, or one port. Without a library.
  private Optional<Subject.Pair> server(Mapping pair) {
    boolean product = pair.find("product").isPresent();
    if (product == pair.find("port").isPresent()) {
      reader.error(
          pair.at(),
          product ? "both product and port" : "neither product nor port",
          "name the server by its product, `pair: { product: mysql }`, or by its port, `pair: { port: 3306 }`");
      return Optional.empty();
    }
    return product
        ? reader.text(pair, "product").flatMap(this::product)
        : reader
            .text(pair, "port")
            .flatMap(text -> forms.read(text, "port", Form.PORT))
            .map(port -> Subject.Pair.ofPort(Integer.parseInt(port), Optional.empty(), knowledge));
  }

  private Optional<Subject.Pair> product(Scalar name) {
    Products products = knowledge.products();
    Optional<Product> product = products.named(name.text());
    Optional<Product> meant = products.withServer(name.text());
    if (product.isEmpty() && meant.isPresent()) {
      reader.error(
          name.at(),
          "%s is a server of the product %s".formatted(name.text(), meant.get().name()),
          "`pair: { product: %s }` and `where: { server.product: %s }`"
              .formatted(meant.get().name(), name.text()));
    } else if (product.isEmpty()) {
      List<String> names = products.all().stream().map(Product::name).toList();
      reader.problems().unknown(reader.source(), name.at(), "product", name.text(), names);
    }
    return product.map(found -> Subject.Pair.of(found, knowledge));
  }

  /// Parameters come from three places: those that the policy writes under `probe`, those that follow from `where`, and
  /// those that follow from the columns that the check names.
  private Optional<Subject> rows(
      Mapping check, TableDefinition table, List<Condition> where, NavigableSet<String> named) {
    SortedMap<String, String> values = new TreeMap<>();
    boolean good =
        check.find("probe").filter(Mapping.class::isInstance).isEmpty()
            || written(check, table, values);
    for (Parameter parameter : table.parameters()) {
      parameter
          .from()
          .ifPresent(column ->
              WhereLists.of(where, column).ifPresent(list -> values.put(parameter.name(), list)));
      String costly =
          named.stream().filter(parameter.columns()::contains).collect(Collectors.joining(","));
      if (!costly.isEmpty()) {
        values.put(parameter.name(), costly);
      }
      if (parameter.required() && !values.containsKey(parameter.name()) && good) {
        good = missing(check, table, parameter);
      }
    }
    return good
        ? Optional.of(new Subject.Rows(new Question(table.name(), values)))
        : Optional.empty();
  }

  /// Reports a required parameter that is missing; true if a template may still give it.
  private boolean missing(Mapping check, TableDefinition table, Parameter parameter) {
    String hint =
        parameter
            .from()
            .map(column -> "name them in where: `where: { %s: [ … ] }`".formatted(column))
            .orElse("write `probe: { %s: … }`".formatted(parameter.name()));
    boolean open =
        parameter
            .from()
            .flatMap(column ->
                check
                    .find("where")
                    .filter(Mapping.class::isInstance)
                    .flatMap(where -> ((Mapping) where).find(column)))
            .filter(this::anyOpen)
            .isPresent();
    if (!open) {
      reader.error(
          check.find("probe").orElse(check).at(),
          "probe %s needs %s".formatted(table.name(), parameter.name()),
          hint);
    }
    return open;
  }

  private boolean anyOpen(YamlNode node) {
    return node instanceof Sequence list
        ? list.items().stream().anyMatch(reader::open)
        : reader.open(node);
  }

  private boolean written(Mapping check, TableDefinition table, SortedMap<String, String> values) {
    List<String> names =
        table.parameters().stream().filter(Parameter::isWritten).map(Parameter::name).toList();
    Optional<Mapping> mapping =
        check.find("probe").flatMap(node -> reader.mapping(node, "probe", names));
    if (mapping.isEmpty()) {
      return false;
    }
    boolean good = true;
    for (Parameter parameter : table.parameters()) {
      if (!parameter.isWritten() || mapping.get().find(parameter.name()).isEmpty()) {
        continue;
      }
      Optional<String> value =
          parameter.form() == Form.EXIT_CODES
              ? forms.readList(mapping.get().find(parameter.name()).orElseThrow(), parameter)
              : reader
                  .text(mapping.get(), parameter.name())
                  .flatMap(text -> forms.read(text, parameter.name(), parameter.form()));
      value.ifPresent(text -> values.put(parameter.name(), text));
      good &= value.isPresent();
    }
    return good;
  }
}
