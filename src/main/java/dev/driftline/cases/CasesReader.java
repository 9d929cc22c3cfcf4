package dev.driftline.cases;

import dev.driftline.cases.CaseTest.Expected;
import dev.driftline.cases.CaseTest.Given;
import dev.driftline.model.Verdict;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.Suggestion;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads a file of cases. Each mistake becomes a problem with its place, and all of them are found in one go.
public final class CasesReader {

  private static final String FACTS = "facts";

  private static final Map<String, Verdict> VERDICTS =
      Stream.of(Verdict.values()).collect(Collectors.toMap(Verdict::word, verdict -> verdict));

  private static final String VERDICT_WORDS = "pass, drift, unknown, waived, not-applicable";

  private final CaseNodes nodes;
  private final GivenRows rows;
  private final Map<String, TableDefinition> tables;
  private final Map<String, List<String>> checks;

  private CasesReader(
      CaseNodes nodes, Map<String, TableDefinition> tables, Map<String, List<String>> checks) {
    this.nodes = nodes;
    this.rows = new GivenRows(nodes);
    this.tables = tables;
    this.checks = checks;
  }

  /// Reads a file. Empty if it has no policy or no tests, which is reported. Cases with mistakes are left out.
  ///
  /// @param tables by name
  /// @param checks the ids of the checks of each policy, by its name
  public static Optional<CasesFile> read(
      SourceFile file,
      YamlNode root,
      Map<String, TableDefinition> tables,
      Map<String, List<String>> checks,
      Problems problems) {
    CaseNodes nodes = new CaseNodes(file, problems);
    return nodes
        .mapping(root, "a file of cases", List.of("cases", "today", "tests"))
        .flatMap(mapping -> new CasesReader(nodes, tables, checks).file(mapping));
  }

  private Optional<CasesFile> file(Mapping root) {
    Optional<Scalar> policy =
        nodes
            .required(root, "cases", "cases: POLICY")
            .flatMap(node -> nodes.text(node, "cases"))
            .filter(this::isPolicy);
    Optional<LocalDate> today =
        root.find("today").flatMap(node -> nodes.text(node, "today")).flatMap(this::day);
    List<YamlNode> items =
        nodes
            .required(root, "tests", "tests: [ … ]")
            .map(node -> nodes.items(node, "tests", "- case: …"))
            .orElse(List.of());
    return policy.map(name ->
        new CasesFile(
            nodes.source(),
            name,
            today,
            items.stream().flatMap(item -> test(item, name.text()).stream()).toList()));
  }

  private boolean isPolicy(Scalar name) {
    boolean known = checks.containsKey(name.text());
    if (!known) {
      nodes.error(
          name.at(),
          "no policy \"%s\" was read".formatted(name.text()),
          Suggestion.near(name.text(), checks.keySet().stream())
              .orElse(
                  "name its file or folder, too; those that came with driftline are `shipped`"));
    }
    return known;
  }

  private Optional<LocalDate> day(Scalar text) {
    try {
      return Optional.of(LocalDate.parse(text.text()));
    } catch (DateTimeException _) {
      nodes.error(
          text.at(),
          "\"%s\" is no day of the calendar".formatted(text.text()),
          "write year-month-day: `today: 2027-01-31`");
      return Optional.empty();
    }
  }

  private Optional<CaseTest> test(YamlNode node, String policy) {
    Optional<Mapping> found = nodes.mapping(node, "a case", List.of("case", "hosts", "expect"));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Mapping mapping = found.get();
    Optional<Scalar> name =
        nodes
            .required(mapping, "case", "case: what it is about")
            .flatMap(text -> nodes.text(text, "case"));
    List<Optional<Given>> hosts =
        nodes
            .required(mapping, "hosts", "hosts: { app1: { … } }")
            .flatMap(hosted -> nodes.mapping(hosted, "hosts"))
            .map(hosted -> hosted.entries().stream().map(this::host).toList())
            .orElse(List.of());
    List<String> names =
        mapping
            .find("hosts")
            .filter(Mapping.class::isInstance)
            .map(hosted ->
                ((Mapping) hosted).entries().stream().map(entry -> entry.key().text()).toList())
            .orElse(List.of());
    List<Optional<Expected>> expected =
        nodes
            .required(mapping, "expect", "expect: [ { check: …, host: …, verdict: … } ]")
            .map(list -> nodes.items(list, "expect", "- { check: …, host: …, verdict: … }"))
            .orElse(List.of())
            .stream()
            .map(item -> expected(item, policy, names))
            .toList();
    boolean whole = Stream.concat(hosts.stream(), expected.stream()).allMatch(Optional::isPresent);
    if (whole && expected.isEmpty() && mapping.find("expect").isPresent()) {
      nodes.error(mapping.at(), "the case expects nothing", "list the results that must come out");
      return Optional.empty();
    }
    return name.filter(_ -> whole)
        .map(text ->
            new CaseTest(
                text.text(),
                hosts.stream().flatMap(Optional::stream).toList(),
                expected.stream().flatMap(Optional::stream).toList()));
  }

  /// What one host says. Empty if it has mistakes.
  private Optional<Given> host(Entry host) {
    String name = host.key().text();
    Optional<Mapping> says = nodes.mapping(host.value(), name);
    if (says.isEmpty()) {
      return Optional.empty();
    }
    if (says.get().find(FACTS).isPresent()) {
      return nodes
          .mapping(says.get(), name, List.of(FACTS))
          .flatMap(mapping -> mapping.find(FACTS))
          .flatMap(file -> nodes.text(file, FACTS))
          .map(file -> new Given(name, Optional.of(file), Map.of()));
    }
    Map<String, Answer> answers = new HashMap<>();
    boolean good = true;
    for (Entry entry : says.get().entries()) {
      Optional<Answer> answer = table(entry);
      answer.ifPresent(read -> answers.put(entry.key().text(), read));
      good &= answer.isPresent();
    }
    return good ? Optional.of(new Given(name, Optional.empty(), answers)) : Optional.empty();
  }

  private Optional<Answer> table(Entry entry) {
    TableDefinition table = tables.get(entry.key().text());
    if (table == null) {
      nodes
          .problems()
          .unknown(nodes.source(), entry.key().at(), "probe", entry.key().text(), tables.keySet());
      return Optional.empty();
    }
    return rows.read(entry.value(), table);
  }

  private Optional<Expected> expected(YamlNode node, String policy, List<String> hosts) {
    Optional<Mapping> found =
        nodes.mapping(node, "an expected result", List.of("check", "host", "verdict", "findings"));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Mapping mapping = found.get();
    Optional<Scalar> check =
        text(mapping, "check", "check: CHECK").filter(id -> isCheck(id, policy));
    Optional<Scalar> host = text(mapping, "host", "host: HOST").filter(at -> isHost(at, hosts));
    Optional<Verdict> verdict = text(mapping, "verdict", "verdict: drift").flatMap(this::verdict);
    List<Optional<Scalar>> findings =
        mapping
            .find("findings")
            .map(list -> nodes.items(list, "findings", "findings: [dnsdump.pl fd 2]"))
            .orElse(List.of())
            .stream()
            .map(item -> nodes.text(item, "a finding"))
            .toList();
    boolean good =
        check.isPresent()
            && host.isPresent()
            && verdict.isPresent()
            && findings.stream().allMatch(Optional::isPresent);
    return good
        ? Optional.of(
            new Expected(
                check.get(),
                host.get(),
                verdict.get(),
                findings.stream().flatMap(Optional::stream).toList(),
                mapping.at()))
        : Optional.empty();
  }

  private Optional<Scalar> text(Mapping mapping, String key, String example) {
    return nodes.required(mapping, key, example).flatMap(node -> nodes.text(node, key));
  }

  private boolean isCheck(Scalar id, String policy) {
    List<String> known = checks.getOrDefault(policy, List.of());
    if (!known.contains(id.text())) {
      nodes.error(
          id.at(),
          "%s has no check \"%s\"".formatted(policy, id.text()),
          Suggestion.of("check", id.text(), known));
    }
    return known.contains(id.text());
  }

  private boolean isHost(Scalar host, List<String> hosts) {
    if (!hosts.contains(host.text())) {
      nodes.error(
          host.at(),
          "the case has no host \"%s\"".formatted(host.text()),
          Suggestion.of("host", host.text(), hosts));
    }
    return hosts.contains(host.text());
  }

  private Optional<Verdict> verdict(Scalar word) {
    Verdict verdict = VERDICTS.get(word.text());
    if (verdict == null) {
      nodes.error(word.at(), "unknown verdict \"%s\"".formatted(word.text()), VERDICT_WORDS);
    }
    return Optional.ofNullable(verdict);
  }
}
