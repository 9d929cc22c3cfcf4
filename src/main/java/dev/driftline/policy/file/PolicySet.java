package dev.driftline.policy.file;

import dev.driftline.model.table.TableDefinition;
import dev.driftline.policy.Check;
import dev.driftline.policy.Policy;
import dev.driftline.policy.site.KnownChecks;
import dev.driftline.policy.site.OverrideReader;
import dev.driftline.policy.site.SiteOverride;
import dev.driftline.policy.site.Waiver;
import dev.driftline.policy.site.WaiverReader;
import dev.driftline.policy.template.Renderer;
import dev.driftline.product.compat.file.Knowledge;
import dev.driftline.product.compat.file.TableReader;
import dev.driftline.product.compat.lint.TableLint;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// All policies of a run. They are read once. A check is compiled once per distinct text that its templates render to,
/// and hosts with the same text share it.
///
/// Not thread-safe: it is asked for one host after the other, before the first host is connected to.
public final class PolicySet {

  private static final Set<FileKind> UNREAD = EnumSet.of(FileKind.PROBE);

  private final Knowledge knowledge;
  private final List<HostPolicies> policies;
  private final List<PolicyFile> files;
  private final List<SiteOverride> overrides;
  private final List<Waiver> waivers;

  private PolicySet(
      Knowledge knowledge,
      List<HostPolicies> policies,
      List<PolicyFile> files,
      List<SiteOverride> overrides,
      List<Waiver> waivers) {
    this.knowledge = knowledge;
    this.policies = policies;
    this.files = files;
    this.overrides = overrides;
    this.waivers = waivers;
  }

  /// Reads files and folders. Everything wrong that does not depend on a host is reported here.
  ///
  /// @param tables by the names that policies write; the table of pairs under `pair`
  public static PolicySet read(
      List<Path> paths, Map<String, TableDefinition> tables, Problems problems) {
    Renderer renderer = new Renderer();
    List<PolicyFile> files = new PolicyFiles(problems).read(paths);
    refuse(files, problems);
    Knowledge knowledge = UserKnowledge.of(files, problems);
    List<HostPolicies> policies =
        files.stream()
            .filter(file -> file.kind() == FileKind.POLICY)
            .flatMap(
                file -> HostPolicies.draft(file, tables, knowledge, renderer, problems).stream())
            .toList();
    UniqueNames names = new UniqueNames(problems);
    for (HostPolicies policy : policies) {
      names.check(policy.source(), policy.draft());
    }
    KnownChecks known = known(policies, tables);
    List<SiteOverride> overrides =
        files.stream()
            .filter(file -> file.kind() == FileKind.OVERRIDES)
            .flatMap(
                file -> OverrideReader.read(file.source(), file.root(), known, problems).stream())
            .toList();
    List<Waiver> waivers =
        files.stream()
            .filter(file -> file.kind() == FileKind.WAIVERS)
            .flatMap(
                file -> WaiverReader.read(file.source(), file.root(), known, problems).stream())
            .toList();
    return new PolicySet(knowledge, policies, files, overrides, waivers);
  }

  /// Reports what was named as waivers and is of another kind: a policy or an override would change what a run says.
  public void requireWaivers(List<Path> named, Problems problems) {
    for (PolicyFile file : files) {
      Path path = Path.of(file.source().name());
      if (file.kind() != FileKind.WAIVERS && named.stream().anyMatch(path::startsWith)) {
        problems.error(
            file.source(),
            file.root().at(),
            "a file with `%s` is no file of waivers".formatted(file.kind().key()),
            "name it with `-p %s`".formatted(file.source().name()));
      }
    }
  }

  private static KnownChecks known(
      List<HostPolicies> policies, Map<String, TableDefinition> tables) {
    Map<String, Check> checks = new LinkedHashMap<>();
    policies.stream()
        .flatMap(policy -> policy.draft().checks().stream())
        .forEach(check -> checks.putIfAbsent(check.info().id(), check));
    return new KnownChecks(checks, () -> ShippedPolicies.ids(tables));
  }

  /// Refuses kinds of files that nobody reads yet. To leave them out without a word would change what a run says.
  private static void refuse(List<PolicyFile> files, Problems problems) {
    for (PolicyFile file : files) {
      if (UNREAD.contains(file.kind())) {
        problems.error(
            file.source(),
            file.root().at(),
            "files with `%s` are not supported yet".formatted(file.kind().key()),
            "remove it from the policies");
      }
    }
  }

  /// The wanted checks for a host with these variables. If a check is wrong for this host, that is reported and the
  /// check is left out.
  ///
  /// @param host      for messages
  /// @param variables maps, lists, texts, booleans and whole numbers
  /// @param wanted    is asked about policies and checks as [#drafts] has them. Templates of other checks are not
  ///     rendered
  public List<Check> forHost(
      String host, Map<String, ?> variables, BiPredicate<Policy, Check> wanted, Problems problems) {
    return policies.stream()
        .flatMap(policy -> policy.forHost(host, variables, wanted, problems).stream())
        .toList();
  }

  /// The policies without a host, for their names, ids, tags and host patterns, which no variable can change.
  /// Other texts may still be templates.
  public List<Policy> drafts() {
    return policies.stream().map(HostPolicies::draft).toList();
  }

  /// The `vars` of a policy: values where the inventory has none.
  public Map<String, Object> vars(Policy policy) {
    return policies.stream()
        .filter(each -> each.draft().name().equals(policy.name()))
        .findFirst()
        .map(HostPolicies::vars)
        .orElse(Map.of());
  }

  /// The products and compatibility tables of the run, with those of the files.
  public Knowledge knowledge() {
    return knowledge;
  }

  /// The files that were read, in order.
  public List<String> files() {
    return files.stream().map(file -> file.source().name()).toList();
  }

  /// The files of one kind, in order. Only policies are compiled here.
  public List<PolicyFile> files(FileKind kind) {
    return files.stream().filter(file -> file.kind() == kind).toList();
  }

  /// Reports what is doubtful in compatibility tables, for `lint`. It takes a while.
  ///
  /// @param about the files that are looked at
  public void doubts(Predicate<Path> about, Problems problems) {
    for (PolicyFile file : files(FileKind.TABLE)) {
      if (!about.test(Path.of(file.source().name()))) {
        continue;
      }
      TableReader.read(file.source(), file.root(), new Problems())
          .ifPresent(table -> TableLint.doubts(file.source(), file.root(), table, problems));
    }
  }

  /// What the site changes of checks, in the order of the files.
  public List<SiteOverride> overrides() {
    return overrides;
  }

  /// What the site accepts, in the order of the files.
  public List<Waiver> waivers() {
    return waivers;
  }

  /// The file that holds a place in one of the files.
  public SourceFile file(SourceLocation at) {
    return files.stream()
        .map(PolicyFile::source)
        .filter(file -> file.name().equals(at.file()))
        .findFirst()
        .orElseThrow();
  }

  /// Whether any text depends on a host's variables.
  public boolean usesTemplates() {
    return policies.stream().anyMatch(HostPolicies::usesTemplates);
  }

  /// Reports names of policies and ids of checks that stand twice in all files together.
  private static final class UniqueNames {
    private final Problems problems;
    private final Map<String, String> seen = new HashMap<>();

    UniqueNames(Problems problems) {
      this.problems = problems;
    }

    void check(PolicyFile file, Policy policy) {
      once(file, policy.at(), "policy", policy.name());
      for (Check check : policy.checks()) {
        once(file, check.at(), "check", check.info().id());
      }
    }

    private void once(PolicyFile file, SourceLocation at, String kind, String name) {
      String first = seen.putIfAbsent(kind + " " + name, at.toString());
      if (first != null) {
        problems.error(
            file.source(),
            at,
            "%s \"%s\" stands twice".formatted(kind, name),
            "the first is at %s; give this one another name".formatted(first));
      }
    }
  }
}
