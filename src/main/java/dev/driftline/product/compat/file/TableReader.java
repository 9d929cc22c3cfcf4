package dev.driftline.product.compat.file;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.driftline.product.compat.CompatTable;
import dev.driftline.product.compat.CountedVersion;
import dev.driftline.product.compat.TableCondition;
import dev.driftline.product.compat.TableCondition.Default;
import dev.driftline.product.compat.TableProduct;
import dev.driftline.product.compat.TableProduct.Role;
import dev.driftline.product.compat.TableRow;
import dev.driftline.product.compat.VersionRange;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads a compatibility table. Each mistake becomes a problem with its place, and all of them are found in one go.
public final class TableReader {

  /// The first key of each table.
  public static final String KIND = "table";

  static final String FORMAT = "driftline-compat/1";

  private static final List<String> KEYS =
      List.of("format", KIND, "products", "conditions", "pairs", "known_until", "rows");
  private static final List<String> PRODUCT_KEYS =
      List.of("role", "scheme", "like", "normalise", "note");
  private static final List<String> CONDITION_KEYS =
      List.of("ask", "needs", "default", "carries", "note", "unsourced");

  private final TableFields fields;
  private final Map<String, TableProduct> products = new LinkedHashMap<>();
  private final Map<String, TableCondition> conditions = new LinkedHashMap<>();

  private TableReader(TableFields fields) {
    this.fields = fields;
  }

  /// Reads a table; empty if its name is missing or the file is no table.
  public static Optional<CompatTable> read(SourceFile file, Problems problems) {
    return YamlReader.read(file, problems).flatMap(root -> read(file, root, problems));
  }

  /// Reads a table that was read as YAML already.
  public static Optional<CompatTable> read(SourceFile file, YamlNode root, Problems problems) {
    TableFields fields = new TableFields(file, problems);
    return fields
        .mapping(root, "a table", KEYS)
        .flatMap(mapping -> new TableReader(fields).table(mapping));
  }

  private Optional<CompatTable> table(Mapping mapping) {
    fields
        .required(mapping, "format")
        .filter(format -> !format.text().equals(FORMAT))
        .ifPresent(format ->
            fields.error(
                format,
                "unknown format \"%s\"".formatted(format.text()),
                "this driftline reads `format: %s`".formatted(FORMAT)));
    Optional<Scalar> name = fields.required(mapping, KIND);
    fields.entries(mapping, "products").forEach(this::product);
    products.values().forEach(product -> likes(mapping, product));
    fields.entries(mapping, "conditions").forEach(this::condition);
    Map<String, List<String>> pairs = pairs(mapping);
    Map<String, CountedVersion> knownUntil = knownUntil(mapping);
    List<TableRow> rows = new RowReader(fields, products, conditions).rows(mapping);
    return name.map(
        text -> new CompatTable(text.text(), products, conditions, pairs, knownUntil, rows));
  }

  private void product(Entry entry) {
    Optional<Mapping> found = fields.mapping(entry.value(), "a product", PRODUCT_KEYS);
    if (found.isEmpty()) {
      return;
    }
    Mapping mapping = found.get();
    List<String> roles =
        Stream.of(Role.values()).map(role -> role.name().toLowerCase(Locale.ROOT)).toList();
    Optional<String> role = fields.word(mapping, "role", roles);
    Optional<String> like = fields.text(mapping, "like").map(Scalar::text);
    String scheme =
        fields
            .text(mapping, "scheme")
            .map(Scalar::text)
            .or(() -> like.map(name -> known(name).map(TableProduct::scheme).orElse("")))
            .orElse("");
    if (scheme.isEmpty() && like.isEmpty()) {
      fields.error(
          entry.key(),
          "scheme is missing",
          "say how its versions are counted: `scheme: %s`".formatted(entry.key().text()));
    }
    products.put(
        entry.key().text(),
        new TableProduct(
            entry.key().text(),
            Role.valueOf(role.orElse("client").toUpperCase(Locale.ROOT)),
            scheme,
            like,
            expressions(mapping),
            fields.text(mapping, "note").map(Scalar::text).orElse("")));
  }

  private Optional<TableProduct> known(String name) {
    return Optional.ofNullable(products.get(name));
  }

  /// A product that reads another one's rows must name one that is there.
  private void likes(Mapping mapping, TableProduct product) {
    product
        .like()
        .filter(name -> !products.containsKey(name))
        .ifPresent(name ->
            fields.unknown(mapping.find("products").orElse(mapping), "product", name, names()));
  }

  private List<String> names() {
    return List.copyOf(products.keySet());
  }

  private List<Pattern> expressions(Mapping mapping) {
    List<Pattern> expressions = new ArrayList<>();
    for (Scalar text : fields.texts(mapping, "normalise")) {
      expression(text)
          .filter(pattern -> {
            boolean one = pattern.groupCount() == 1;
            if (!one) {
              fields.error(
                  text,
                  "the expression must have one group",
                  "put the version into parentheses: `^Ver ([0-9.]*)`");
            }
            return one;
          })
          .ifPresent(expressions::add);
    }
    return expressions;
  }

  private Optional<Pattern> expression(Scalar text) {
    try {
      return Optional.of(Pattern.compile(text.text()));
    } catch (PatternSyntaxException e) {
      fields.error(
          text,
          "not a regular expression: %s".formatted(e.getDescription()),
          "RE2 syntax, without looking ahead or back");
      return Optional.empty();
    }
  }

  private void condition(Entry entry) {
    Optional<Mapping> found = fields.mapping(entry.value(), "a condition", CONDITION_KEYS);
    if (found.isEmpty()) {
      return;
    }
    Mapping mapping = found.get();
    Optional<Scalar> ask = fields.required(mapping, "ask");
    Optional<Scalar> needs = fields.required(mapping, "needs");
    boolean carries =
        fields.word(mapping, "carries", List.of("true", "false")).equals(Optional.of("true"));
    conditions.put(
        entry.key().text(),
        new TableCondition(
            entry.key().text(),
            ask.map(Scalar::text).orElse(""),
            needs.map(Scalar::text).orElse(""),
            carries,
            defaults(mapping)));
  }

  private List<Default> defaults(Mapping mapping) {
    List<Default> defaults = new ArrayList<>();
    for (YamlNode node : fields.list(mapping, "default")) {
      fields
          .mapping(node, "a default", List.of("server", "is"))
          .ifPresent(item -> {
            Optional<Scalar> server = fields.required(item, "server");
            Optional<Scalar> is = fields.required(item, "is");
            server
                .flatMap(this::servers)
                .ifPresent(of ->
                    is.ifPresent(
                        text -> defaults.add(new Default(of.product(), of.range(), text.text()))));
          });
    }
    return defaults;
  }

  /// `mysql >= 8.0.4`, `mariadb any`, `any`.
  private Optional<Default> servers(Scalar text) {
    if (text.text().equals("any")) {
      return Optional.of(new Default(Optional.empty(), VersionRange.ANY, ""));
    }
    int blank = text.text().indexOf(' ');
    String name = blank < 0 ? text.text() : text.text().substring(0, blank);
    if (!products.containsKey(name)) {
      fields.unknown(text, "product", name, names());
      return Optional.empty();
    }
    String range = blank < 0 ? "any" : text.text().substring(blank + 1);
    return fields.range(text, range).map(found -> new Default(Optional.of(name), found, ""));
  }

  private Map<String, List<String>> pairs(Mapping mapping) {
    Map<String, List<String>> pairs = new LinkedHashMap<>();
    for (Entry entry : fields.entries(mapping, "pairs")) {
      List<String> servers =
          fields.texts(entry.value(), "pairs").stream()
              .filter(server -> stands(server, true))
              .map(Scalar::text)
              .toList();
      if (stands(entry.key(), false)) {
        pairs.put(entry.key().text(), servers);
      }
    }
    return pairs;
  }

  private boolean stands(Scalar name, boolean serves) {
    Optional<TableProduct> product = known(name.text());
    if (product.isEmpty()) {
      fields.unknown(name, "product", name.text(), names());
    } else if (product.get().role().serves() != serves) {
      fields.error(
          name,
          "%s is a %s".formatted(name.text(), serves ? "client" : "server"),
          "write `CLIENT: [SERVER, …]`");
      return false;
    }
    return product.isPresent();
  }

  private Map<String, CountedVersion> knownUntil(Mapping mapping) {
    Map<String, CountedVersion> known = new LinkedHashMap<>();
    for (Entry entry : fields.entries(mapping, "known_until")) {
      if (known(entry.key().text()).isEmpty()) {
        fields.unknown(entry.key(), "product", entry.key().text(), names());
      }
      Optional<CountedVersion> version =
          entry.value() instanceof Scalar text ? CountedVersion.of(text.text()) : Optional.empty();
      if (version.isEmpty()) {
        fields.error(
            entry.value(),
            "known_until of %s is no version".formatted(entry.key().text()),
            "write the last series that the table knows: `%s: \"8.4\"`"
                .formatted(entry.key().text()));
      }
      version.ifPresent(found -> known.put(entry.key().text(), found));
    }
    return known;
  }
}
