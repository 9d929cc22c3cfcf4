package dev.driftline.policy.file;

import dev.driftline.policy.template.Renderer;
import dev.driftline.policy.template.TemplateText;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.Suggestion;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Reads `vars` of a policy: values for the templates of that file, where the inventory says nothing.
final class PolicyVariables {

  private static final String KEY = "vars";

  /// What the inventory uses to reach hosts. A value here could be taken for a login.
  private static final Set<String> OF_CONNECTIONS =
      Set.of("host port user key connection become become_user become_method".split(" "));

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,17}");

  private final SourceFile source;
  private final Mapping policy;
  private final Problems problems;

  private PolicyVariables(SourceFile source, Mapping policy, Problems problems) {
    this.source = source;
    this.policy = policy;
    this.problems = problems;
  }

  /// The values by their names. Mistakes are reported.
  static Map<String, Object> of(PolicyFile file, Renderer renderer, Problems problems) {
    if (!(file.root() instanceof Mapping policy) || policy.find(KEY).isEmpty()) {
      return Map.of();
    }
    return new PolicyVariables(file.source(), policy, problems).read(renderer);
  }

  private Map<String, Object> read(Renderer renderer) {
    if (!(policy.find(KEY).orElseThrow() instanceof Mapping vars)) {
      YamlNode node = policy.find(KEY).orElseThrow();
      error(
          node.at(),
          "vars must be a mapping, not %s".formatted(node.form()),
          "write `vars: { name: value }`");
      return Map.of();
    }
    Set<String> used = used(renderer);
    Map<String, Object> values = new LinkedHashMap<>();
    for (Entry entry : vars.entries()) {
      Scalar name = entry.key();
      if (isName(name)) {
        value(entry.value(), name.text()).ifPresent(value -> values.put(name.text(), value));
        warnIfUnused(name, used);
      }
    }
    return values;
  }

  private boolean isName(Scalar name) {
    if (!NAME.matcher(name.text()).matches()) {
      boolean minus = NAME.matcher(name.text().replace('-', '_')).matches();
      error(
          name.at(),
          "\"%s\" cannot be a variable%s"
              .formatted(
                  name.text(),
                  minus ? ": in a template it means " + name.text().replace("-", " minus ") : ""),
          minus
              ? "`%s`".formatted(name.text().replace('-', '_'))
              : "use letters, digits and `_`, and no digit at the beginning");
      return false;
    }
    if (OF_CONNECTIONS.contains(name.text()) || name.text().startsWith("ansible_")) {
      error(
          name.at(),
          "\"%s\" is a connection variable of the inventory, which would win"
              .formatted(name.text()),
          "a name of its own: `%s_%s`".formatted(subject(), name.text()));
      return false;
    }
    return true;
  }

  /// What the policy is about, in one word: the beginning of its first check's id, or its name.
  private String subject() {
    Optional<String> id =
        policy.find("checks").stream()
            .filter(Sequence.class::isInstance)
            .flatMap(list -> ((Sequence) list).items().stream())
            .filter(Mapping.class::isInstance)
            .flatMap(check -> ((Mapping) check).find("id").stream())
            .filter(Scalar.class::isInstance)
            .map(text -> ((Scalar) text).text())
            .findFirst();
    String name =
        id.or(() ->
                policy
                    .find("policy")
                    .filter(Scalar.class::isInstance)
                    .map(text -> ((Scalar) text).text()))
            .orElse("my");
    return name.split("[^A-Za-z0-9]", 2)[0];
  }

  private Optional<Object> value(YamlNode node, String name) {
    return switch (node) {
      case Scalar scalar -> scalar(scalar, name);
      case Sequence list -> list(list, name);
      case Mapping mapping -> {
        Map<String, Object> values = new LinkedHashMap<>();
        mapping
            .entries()
            .forEach(entry ->
                value(entry.value(), name)
                    .ifPresent(value -> values.put(entry.key().text(), value)));
        yield Optional.of(values);
      }
    };
  }

  private Optional<Object> scalar(Scalar scalar, String name) {
    if (TemplateText.isTemplate(scalar.text())) {
      error(
          scalar.at(),
          "a default is never a template",
          "write the value, or set %s in the inventory".formatted(name));
      return Optional.empty();
    }
    if (scalar.isNull()) {
      error(scalar.at(), "%s is empty".formatted(name), "write a value or remove the key");
      return Optional.empty();
    }
    String text = scalar.text();
    if (scalar.plain() && (text.equals("true") || text.equals("false"))) {
      return Optional.of(text.equals("true"));
    }
    return scalar.plain() && INTEGER.matcher(text).matches()
        ? Optional.of(Long.valueOf(text))
        : Optional.of(text);
  }

  private Optional<Object> list(Sequence list, String name) {
    List<Object> values = new ArrayList<>();
    list.items().forEach(item -> value(item, name).ifPresent(values::add));
    return values.size() == list.items().size() ? Optional.of(values) : Optional.empty();
  }

  private Set<String> used(Renderer renderer) {
    Set<String> used = new TreeSet<>();
    Template.of(source, policy, Optional.empty()).templates().stream()
        .map(template -> renderer.uses(template.text()))
        .forEach((Collection<String> names) -> used.addAll(names));
    return used;
  }

  private void warnIfUnused(Scalar name, Set<String> used) {
    if (!used.contains(name.text())) {
      problems.warning(
          source,
          name.at(),
          "no template of this policy uses \"%s\"".formatted(name.text()),
          Suggestion.near(name.text(), used.stream()).orElse("remove it"));
    }
  }

  private void error(SourceLocation at, String message, String hint) {
    problems.error(source, at, message, hint);
  }
}
