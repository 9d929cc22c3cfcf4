package dev.driftline.product.compat.file;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.driftline.product.compat.Compatible;
import dev.driftline.product.compat.Side;
import dev.driftline.product.compat.TableCondition;
import dev.driftline.product.compat.TableProduct;
import dev.driftline.product.compat.TableRow;
import dev.driftline.product.compat.VersionRange;
import dev.driftline.product.compat.When;
import dev.driftline.product.compat.When.Test;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the rows of a table.
final class RowReader {

  private static final List<String> KEYS =
      List.of(
          "id",
          "topic",
          "client",
          "server",
          "when",
          "compatible",
          "code",
          "sees",
          "do",
          "src",
          "tried",
          "unsure",
          "unsourced",
          "instead_of");

  /// What rows are about.
  static final List<String> TOPICS =
      List.of(
          "auth",
          "protocol",
          "kex",
          "tls",
          "access",
          "certificate",
          "charset",
          "cipher",
          "command",
          "data",
          "dump",
          "hostkey",
          "identity",
          "module",
          "noise",
          "replication",
          "scp",
          "sql",
          "tools",
          "transport",
          "userkey");

  private static final java.util.regex.Pattern COMPARED =
      java.util.regex.Pattern.compile("((?:<=|>=|<|>) ?[0-9.]+)[a-z]*");

  private final TableFields fields;
  private final Map<String, TableProduct> products;
  private final Map<String, TableCondition> conditions;
  private final Map<String, Scalar> ids = new HashMap<>();

  RowReader(
      TableFields fields,
      Map<String, TableProduct> products,
      Map<String, TableCondition> conditions) {
    this.fields = fields;
    this.products = products;
    this.conditions = conditions;
  }

  List<TableRow> rows(Mapping table) {
    List<TableRow> rows = new ArrayList<>();
    List<Scalar> silenced = new ArrayList<>();
    for (YamlNode node : fields.list(table, "rows")) {
      fields
          .mapping(node, "a row", KEYS)
          .ifPresent(mapping -> {
            silenced.addAll(fields.texts(mapping, "instead_of"));
            row(mapping).ifPresent(rows::add);
          });
    }
    List<String> known = rows.stream().map(TableRow::id).toList();
    silenced.stream()
        .filter(id -> !known.contains(id.text()))
        .forEach(id -> fields.unknown(id, "row", id.text(), known));
    return rows;
  }

  private Optional<TableRow> row(Mapping row) {
    Optional<Scalar> id = fields.required(row, "id");
    id.ifPresent(this::once);
    fields.required(row, "topic");
    Optional<String> topic = fields.word(row, "topic", TOPICS);
    Optional<Side> client = side(row, "client", false);
    Optional<Side> server = side(row, "server", true);
    List<When> when = when(row);
    fields.required(row, "compatible");
    Optional<Compatible> compatible =
        fields.word(row, "compatible", Compatible.words()).flatMap(Compatible::of);
    if (compatible.filter(found -> found != Compatible.OK).isPresent()) {
      fields.required(row, "sees");
      fields.required(row, "do");
    }
    boolean unsourced =
        fields.word(row, "unsourced", List.of("true", "false")).equals(Optional.of("true"));
    List<String> sources = fields.texts(row, "src").stream().map(Scalar::text).toList();
    String tried = text(row, "tried");
    sources(row, sources, tried, unsourced);
    if (id.isEmpty()
        || topic.isEmpty()
        || client.isEmpty()
        || server.isEmpty()
        || compatible.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TableRow(
            id.get().text(),
            topic.get(),
            client.get(),
            server.get(),
            when,
            compatible.get(),
            text(row, "code"),
            text(row, "sees"),
            text(row, "do"),
            sources,
            tried,
            text(row, "unsure"),
            unsourced,
            fields.texts(row, "instead_of").stream().map(Scalar::text).toList(),
            row.at()));
  }

  private String text(Mapping row, String key) {
    return fields.text(row, key).map(Scalar::text).orElse("");
  }

  private void once(Scalar id) {
    Scalar first = ids.putIfAbsent(id.text(), id);
    if (first != null) {
      fields.error(
          id,
          "the row %s stands twice".formatted(id.text()),
          "the other one is at %s".formatted(first.at()));
    }
  }

  private void sources(Mapping row, List<String> sources, String tried, boolean unsourced) {
    if (sources.isEmpty() && !unsourced) {
      fields.error(
          row.find("src").orElse(row),
          "src is missing",
          "name where it is written, `src: [title and place]`, or say `unsourced: true`");
    }
    if (sources.contains("tried") && tried.isEmpty()) {
      fields.error(row.find("src").orElse(row), "tried is missing", "say what was run: `tried: …`");
    }
  }

  private Optional<Side> side(Mapping row, String key, boolean serves) {
    Optional<YamlNode> node = row.find(key);
    if (node.isEmpty()) {
      fields.required(row, key);
      return Optional.empty();
    }
    if (node.get() instanceof Scalar any && any.text().equals("any")) {
      return Optional.of(Side.ANY);
    }
    if (!(node.get() instanceof Mapping mapping)) {
      fields.error(
          node.get(),
          "%s must be a mapping, not %s".formatted(key, node.get().form()),
          "write `{ PRODUCT: \">= 5.5 < 8.0\" }`, or `any`");
      return Optional.empty();
    }
    Map<String, List<VersionRange>> ranges = new LinkedHashMap<>();
    for (Entry entry : mapping.entries()) {
      if (isOf(entry.key(), serves)) {
        List<Scalar> written = fields.texts(entry.value(), key);
        List<VersionRange> found =
            written.stream().flatMap(text -> fields.range(text, text.text()).stream()).toList();
        // without one of its ranges the row would be another one
        if (found.size() == written.size() && !found.isEmpty()) {
          ranges.put(entry.key().text(), found);
        }
      }
    }
    return ranges.size() == mapping.entries().size() && !ranges.isEmpty()
        ? Optional.of(new Side(false, ranges))
        : Optional.empty();
  }

  private boolean isOf(Scalar name, boolean serves) {
    TableProduct product = products.get(name.text());
    if (product == null) {
      fields.unknown(name, "product", name.text(), List.copyOf(products.keySet()));
      return false;
    }
    if (product.role().serves() != serves) {
      fields.error(
          name,
          "%s stands on the other side: it is a %s"
              .formatted(name.text(), product.role().name().toLowerCase(java.util.Locale.ROOT)),
          "write it under `%s`".formatted(serves ? "client" : "server"));
      return false;
    }
    return true;
  }

  private List<When> when(Mapping row) {
    List<When> when = new ArrayList<>();
    for (Entry entry : fields.entries(row, "when")) {
      String name = entry.key().text();
      if (!conditions.containsKey(name)) {
        fields.unknown(entry.key(), "condition", name, List.copyOf(conditions.keySet()));
      } else {
        test(entry.value()).ifPresent(test -> when.add(new When(name, test)));
      }
    }
    return when;
  }

  private Optional<Test> test(YamlNode node) {
    if (node instanceof Mapping mapping) {
      return fields
          .mapping(mapping, "a condition", List.of("not"))
          .flatMap(found -> found.find("not"))
          .flatMap(this::test)
          .map(Test.Not::new);
    }
    if (node instanceof Sequence) {
      List<String> texts = fields.texts(node, "when").stream().map(Scalar::text).toList();
      if (texts.isEmpty()) {
        fields.error(node, "the list is empty: the row never holds", "write the answers");
        return Optional.empty();
      }
      return Optional.of(new Test.OneOf(texts));
    }
    return node instanceof Scalar text ? scalar(text) : Optional.empty();
  }

  private Optional<Test> scalar(Scalar text) {
    String words = text.text();
    if (words.startsWith("~ ")) {
      try {
        return Optional.of(new Test.Found(Pattern.compile(words.substring(2))));
      } catch (PatternSyntaxException e) {
        fields.error(
            text,
            "not a regular expression: %s".formatted(e.getDescription()),
            "RE2 syntax, without looking ahead or back");
        return Optional.empty();
      }
    }
    java.util.regex.Matcher compared = COMPARED.matcher(words);
    if (compared.matches()) {
      return fields.range(text, compared.group(1)).map(range -> new Test.Compared(words, range));
    }
    return Optional.of(new Test.OneOf(List.of(words)));
  }
}
