package dev.driftline.gate.plan;

import dev.driftline.gate.plan.Assumption.Kind;
import dev.driftline.policy.HostPatternText;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.Suggestion;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads a plan file. Each mistake becomes a problem with its place, and all of them are found in one go.
public final class PlanReader {

  private static final List<String> KEYS = List.of("plan", "assume", "told");
  private static final List<String> ASSUME_KEYS =
      List.of("hosts", "package", "program", "version", "fresh");
  private static final List<String> TOLD_KEYS =
      List.of("product", "servers", "clients", "is", "reason");

  private static final String ASSUME_EXAMPLE =
      "- { hosts: db*, package: mariadb-server, version: \"11.4.5\" }";
  private static final String TOLD_EXAMPLE =
      "- { product: mysql, servers: db*, is: { CONDITION: VALUE }, reason: … }";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /// The name of a package or a program of any system.
  static final Pattern INSTALLED = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9+._@-]{0,199}");

  private final PlanFields fields;

  /// A condition that is one of two of these has no other answer.
  private static final Set<String> SWITCH = Set.of("on", "off", "yes", "no", "true", "false");

  private final Conditions conditions;

  private PlanReader(PlanFields fields, Conditions conditions) {
    this.fields = fields;
    this.conditions = conditions;
  }

  /// Reads a file. Empty if it is no plan, which is reported.
  ///
  /// @param conditions the names of the conditions of a product's table; empty if the product has no table
  public static Optional<Plan> read(SourceFile file, Conditions conditions, Problems problems) {
    boolean sound = !problems.hasErrors();
    PlanReader reader = new PlanReader(new PlanFields(file, problems), conditions);
    Optional<YamlNode> root = YamlReader.read(file, problems);
    if (root.isEmpty() && sound && !problems.hasErrors()) {
      reader.fields.error(
          file.at(1, 1), "the file holds no plan", "begin it with `plan: some-name`");
    }
    return root.flatMap(node -> reader.fields.mapping(node, "a plan", KEYS)).map(reader::plan);
  }

  private Plan plan(Mapping root) {
    Optional<String> name = fields.required(root, "plan", "plan: some-name").flatMap(this::name);
    if (root.find("assume").isEmpty()) {
      fields.error(
          root.at(), "assume is missing", "list what will be done: `%s`".formatted(ASSUME_EXAMPLE));
    }
    List<Assumption> assumptions = new ArrayList<>();
    fields
        .list(root, "assume", ASSUME_EXAMPLE)
        .forEach(node -> assumption(node).ifPresent(assumptions::add));
    List<Told> told = new ArrayList<>();
    fields.list(root, "told", TOLD_EXAMPLE).forEach(node -> told(node).ifPresent(told::add));
    return new Plan(name, assumptions, told, List.of(fields.file()));
  }

  private Optional<String> name(Scalar name) {
    if (!NAME.matcher(name.text()).matches()) {
      fields.error(
          name.at(),
          "plan \"%s\" is not a name".formatted(name.text()),
          "use letters, digits, `.`, `_`, `-`, at most 100");
      return Optional.empty();
    }
    return Optional.of(name.text());
  }

  private Optional<Assumption> assumption(YamlNode node) {
    Optional<Mapping> found = fields.mapping(node, "an assumption", ASSUME_KEYS);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Mapping mapping = found.get();
    if (mapping.find("hosts").isEmpty()) {
      fields.error(mapping.at(), "hosts is missing", "say where it will be done: `hosts: db*`");
    }
    Optional<HostPatternText> hosts = fields.hosts(mapping, "hosts");
    Optional<Kind> kind = kind(mapping);
    Optional<Scalar> name =
        kind.flatMap(known -> fields.text(mapping, known.word()))
            .filter(text -> isInstalled(text, kind.orElseThrow()));
    Optional<Scalar> version =
        fields
            .required(mapping, "version", "version: \"11.4.5\"` or `version: absent")
            .filter(text ->
                text.text().equals(Assumption.ABSENT)
                    || fields.isVersion(
                        text.text(), name.map(Scalar::text).orElse("PACKAGE"), text.at()));
    boolean fresh = fields.truth(mapping, "fresh");
    return hosts.flatMap(pattern ->
        name.flatMap(known ->
            version.map(to ->
                new Assumption(
                    pattern,
                    kind.orElseThrow(),
                    known.text(),
                    known.at(),
                    Optional.of(to.text()).filter(text -> !text.equals(Assumption.ABSENT)),
                    fresh))));
  }

  private Optional<Kind> kind(Mapping mapping) {
    List<Kind> named = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (mapping.find(kind.word()).isPresent()) {
        named.add(kind);
      }
    }
    if (named.size() != 1) {
      fields.error(
          mapping.at(),
          named.isEmpty() ? "package is missing" : "package and program stand in one assumption",
          "write `package: mariadb-server`, or `program: mariadbd` for what no package installed");
      return Optional.empty();
    }
    return Optional.of(named.getFirst());
  }

  private boolean isInstalled(Scalar name, Kind kind) {
    boolean good = INSTALLED.matcher(name.text()).matches();
    if (!good) {
      fields.error(
          name.at(),
          "\"%s\" cannot be the name of a %s".formatted(name.text(), kind.word()),
          kind == Kind.PACKAGE
              ? "write it as `dpkg -l` or `rpm -qa` does, without version and architecture"
              : "write the program's file name, without its folder");
    }
    return good;
  }

  private Optional<Told> told(YamlNode node) {
    Optional<Mapping> found = fields.mapping(node, "what was told", TOLD_KEYS);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Mapping mapping = found.get();
    Optional<Scalar> product = fields.required(mapping, "product", "product: mysql");
    Optional<HostPatternText> servers = fields.hosts(mapping, "servers");
    Optional<HostPatternText> clients = fields.hosts(mapping, "clients");
    Optional<Scalar> reason = fields.required(mapping, "reason", "reason: …");
    if (mapping.find("is").isEmpty()) {
      fields.error(mapping.at(), "is is missing", "write `is: { CONDITION: VALUE }`");
    }
    Map<String, String> is =
        mapping
            .find("is")
            .flatMap(value -> asMapping(value))
            .map(values -> answers(values, product))
            .orElse(Map.of());
    return product.flatMap(known ->
        reason.map(why -> new Told(known.text(), servers, clients, is, why.text(), mapping.at())));
  }

  private Optional<Mapping> asMapping(YamlNode node) {
    if (node instanceof Mapping mapping && !mapping.entries().isEmpty()) {
      return Optional.of(mapping);
    }
    fields.error(
        node.at(),
        "is must be a mapping, not %s".formatted(node.form()),
        "write `is: { CONDITION: VALUE }`");
    return Optional.empty();
  }

  private Map<String, String> answers(Mapping values, Optional<Scalar> product) {
    Optional<Map<String, Optional<Set<String>>>> known = product.flatMap(this::conditions);
    Map<String, String> is = new LinkedHashMap<>();
    for (Entry entry : values.entries()) {
      String condition = entry.key().text();
      if (known.isPresent() && !known.get().containsKey(condition)) {
        unasked(product.orElseThrow().text(), condition, known.get().keySet(), entry.key().at());
        continue;
      }
      Optional<Set<String>> answers =
          known.flatMap(each -> each.getOrDefault(condition, Optional.empty()));
      fields
          .text(entry.value(), condition)
          .filter(text -> canBe(condition, text, answers))
          .ifPresent(text -> is.put(condition, text.text()));
    }
    return is;
  }

  /// Whether a rule of the table compares the condition with this answer, or may. An answer that no rule knows would
  /// silence them all, as if the opposite had been told: a typing mistake would make the gate safe. Of a condition such
  /// as the plugin of an account there are answers that no rule is about, so one that is not near to a known one is
  /// only a warning.
  private boolean canBe(String condition, Scalar text, Optional<Set<String>> answers) {
    if (answers.isEmpty() || answers.get().isEmpty() || answers.get().contains(text.text())) {
      return true;
    }
    Optional<String> near = Suggestion.near(text.text(), answers.get().stream());
    String message = "%s is never \"%s\" in the table".formatted(condition, text.text());
    String known = "answers that its rules know: %s".formatted(String.join(", ", answers.get()));
    if (near.isPresent() || SWITCH.containsAll(answers.get())) {
      fields.error(text.at(), message, near.orElse(known));
      return false;
    }
    fields
        .problems()
        .warning(fields.file(), text.at(), message + ": no rule with this condition holds", known);
    return true;
  }

  private Optional<Map<String, Optional<Set<String>>>> conditions(Scalar product) {
    Optional<Map<String, Optional<Set<String>>>> known = conditions.of(product.text());
    if (known.isEmpty()) {
      fields.error(
          product.at(),
          "there is no compatibility table for %s".formatted(product.text()),
          "what is told answers the conditions of a table; add a file with `table: %s`"
              .formatted(product.text()));
    }
    return known;
  }

  private void unasked(
      String product, String condition, Collection<String> known, SourceLocation at) {
    fields.error(
        at,
        "the table %s asks no \"%s\"".formatted(product, condition),
        Suggestion.of("condition", condition, known));
  }
}
