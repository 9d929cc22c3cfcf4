package dev.driftline.cli.explain;

import dev.driftline.inventory.Inventory;
import dev.driftline.inventory.value.Variable;
import dev.driftline.model.host.Host;
import dev.driftline.policy.Check;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Check.Expectation;
import dev.driftline.policy.Check.Subject;
import dev.driftline.policy.Policy;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.policy.template.TemplateText;
import dev.driftline.run.Assignment;
import dev.driftline.run.CheckSelection;
import dev.driftline.source.Problems;
import dev.driftline.text.Count;
import dev.driftline.text.HostRanges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Tells which hosts a check covers, and what holds on a host.
///
/// @param policy as it is for all hosts, with its templates
/// @param check  one of the policy
public record CheckHosts(Inventory inventory, PolicySet set, Policy policy, Check check) {

  private static final Pattern INSIDE = Pattern.compile("\\{[{%](.*?)[%}]\\}", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /// All hosts of the inventory that the check covers.
  private Set<String> covered() {
    Set<String> covered = new LinkedHashSet<>(inventory.match(policy.hosts().text()).hosts());
    check.hosts().ifPresent(own -> covered.retainAll(inventory.match(own.text()).hosts()));
    return covered;
  }

  /// `  covers   3 hosts: web[1-3]`.
  public void summary(Lines lines) throws IOException {
    Set<String> covered = covered();
    lines.line(
        "  covers   %s",
        covered.isEmpty()
            ? "no host of the inventory"
            : Count.of(covered.size(), "host") + ": " + HostRanges.of(covered));
  }

  /// What holds on each of the hosts. Hosts on which the same holds are told together.
  ///
  /// @param problems what is wrong on a host, such as a variable that is not set
  public void write(List<Host> hosts, Lines lines, Problems problems) throws IOException {
    Set<String> covered = covered();
    CheckSelection selection =
        new CheckSelection(Set.of(check.info().id()), Set.of(), false).withThoseOff();
    List<String> beyond = new ArrayList<>();
    Map<List<String>, List<String>> groups = new LinkedHashMap<>();
    for (Host host : hosts) {
      if (covered.contains(host.name())) {
        Assignment.of(inventory, List.of(host), set, selection, problems)
            .of(host.name())
            .forEach(here ->
                groups
                    .computeIfAbsent(said(here, host.name()), _ -> new ArrayList<>())
                    .add(host.name()));
      } else {
        beyond.add(host.name());
      }
    }
    for (Map.Entry<List<String>, List<String>> group : groups.entrySet()) {
      lines.line("  on %s", HostRanges.of(group.getValue()));
      for (String line : group.getKey()) {
        lines.line("    %s", line);
      }
    }
    if (!beyond.isEmpty()) {
      lines.line("  on %s", HostRanges.of(beyond));
      lines.line("    it is not covered: the hosts are %s", patterns());
    }
  }

  private String patterns() {
    return policy.hosts().text() + check.hosts().map(own -> ", of those " + own.text()).orElse("");
  }

  /// What holds on one host, line by line.
  private List<String> said(Check here, String host) {
    if (!here.enabled() && !here.changes().all().isEmpty()) {
      // nothing is asked, and nothing holds
      return here.changes().all();
    }
    List<String> said = new ArrayList<>();
    said.add(
        here.changes().severity().isPresent()
            ? "severity %s".formatted(here.severity().word())
            : "severity %s, from %s".formatted(here.severity().word(), here.at()));
    said.addAll(here.changes().all());
    said.addAll(conditions("where", here.where(), check.where()));
    said.addAll(conditions("expects", expected(here.expectation()), expected(check.expectation())));
    if (here.expectation() instanceof Expectation.Same(List<String> columns, _)) {
      said.add("expects the same on all hosts: " + String.join(", ", columns));
    }
    if (here.expectation() instanceof Expectation.Count(var matcher)) {
      said.add("expects a number of rows: " + matcher.text());
    }
    if (here.subject() instanceof Subject.Rows(var question) && !question.parameters().isEmpty()) {
      said.add("asks %s %s".formatted(question.probe(), question.parameters()));
    }
    variables(host).forEach(said::add);
    return said;
  }

  private static List<Condition> expected(Expectation expectation) {
    return switch (expectation) {
      case Expectation.Every(List<Condition> all) -> all;
      case Expectation.AtLeastOne(List<Condition> all) -> all;
      case Expectation.NoRow(List<Condition> all) -> all;
      case Expectation.Count _, Expectation.Same _ -> List.of();
    };
  }

  /// Conditions with their values for the host, and the templates that they come from.
  private static List<String> conditions(
      String word, List<Condition> here, List<Condition> written) {
    List<String> lines = new ArrayList<>();
    for (Condition condition : here) {
      Optional<String> template =
          written.stream()
              .filter(draft -> draft.column().equals(condition.column()))
              .map(draft -> draft.matcher().text())
              .filter(text -> !text.equals(condition.matcher().text()))
              .findFirst();
      lines.add(
          "%s %s: %s%s"
              .formatted(
                  word,
                  condition.column(),
                  condition.matcher().text(),
                  template.map(text -> "    (from `%s`)".formatted(text)).orElse("")));
    }
    return lines;
  }

  /// The variables that its templates use, and where they stand.
  private List<String> variables(String host) {
    Set<String> names = new LinkedHashSet<>();
    texts()
        .filter(TemplateText::isTemplate)
        .flatMap(text -> INSIDE.matcher(text).results())
        .map(inside -> inside.group(1))
        .forEach(inside -> {
          Matcher words = WORD.matcher(inside);
          while (words.find()) {
            names.add(words.group());
          }
        });
    List<String> lines = new ArrayList<>();
    Map<String, Object> vars = set.vars(policy);
    for (String name : names) {
      Optional<Variable> variable = inventory.variables(host).find(name);
      if (variable.isPresent()) {
        Variable found = variable.get();
        lines.add("variable %s = %s    (%s)".formatted(name, found.shown(), found.at()));
      } else if (vars.containsKey(name)) {
        lines.add(
            "variable %s = %s    (vars of policy %s)"
                .formatted(name, vars.get(name), policy.name()));
      }
    }
    return lines;
  }

  private Stream<String> texts() {
    Stream<String> parameters =
        check.subject() instanceof Subject.Rows(var question)
            ? question.parameters().values().stream()
            : Stream.empty();
    return Stream.of(
            Stream.of(check.info().title(), check.info().why(), check.info().fix()),
            parameters,
            Stream.concat(
                    Stream.concat(check.where().stream(), check.appliesTo().stream()),
                    expected(check.expectation()).stream())
                .map(condition -> condition.matcher().text()))
        .flatMap(all -> all);
  }
}
