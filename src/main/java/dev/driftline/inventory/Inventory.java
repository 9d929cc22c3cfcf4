package dev.driftline.inventory;

import dev.driftline.file.FileTree;
import dev.driftline.inventory.connection.AnsibleSetting;
import dev.driftline.inventory.connection.Connections;
import dev.driftline.inventory.connection.HostLocations;
import dev.driftline.inventory.connection.LoginOptions;
import dev.driftline.inventory.connection.Lookup;
import dev.driftline.inventory.connection.SecretFolders;
import dev.driftline.inventory.connection.Templates;
import dev.driftline.inventory.connection.UnusedSettings;
import dev.driftline.inventory.pattern.HostPattern;
import dev.driftline.inventory.pattern.Selection;
import dev.driftline.inventory.value.Variable;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.HostLocation;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The hosts, their groups and their variables, read from Ansible's YAML inventories.
///
/// Precedence, depth of groups and host patterns follow Ansible 2.14. The code names the functions of Ansible that it
/// follows. Immutable once it was read, and safe for many threads, except for [#select], [#toAsk] and [#locations],
/// which fill in templates: these are for one thread.
public final class Inventory {

  private final InventoryIndex index;
  private final Map<String, GroupNode> groups;
  private final Map<String, HostNode> hosts;
  private final Map<String, Variables> variables;
  private final ReadFiles files;
  private final SecretFolders secrets;
  private final Templates templates;
  private final List<AnsibleSetting> ofAnsible;

  private Inventory(
      ReadFiles files,
      InventoryBuilder built,
      Map<String, Variables> variables,
      SecretFolders secrets,
      Templates templates,
      List<AnsibleSetting> ofAnsible) {
    this.ofAnsible = ofAnsible;
    this.templates = templates;
    this.files = files;
    this.secrets = secrets;
    this.groups = built.groups();
    this.hosts = built.hosts();
    this.index = new InventoryIndex(hosts, groups);
    this.variables = variables;
  }

  /// Reads all sources. A later source wins over an earlier one.
  ///
  /// @param sources     YAML files or folders of them, with `group_vars/` and `host_vars/` beside or in them
  /// @param secretsFrom more folders in which password files may be
  /// @param templates   fill in connection variables, when hosts are selected
  /// @param problems    gets all mistakes; if there are errors, the inventory must not be used
  public static Inventory read(
      List<Path> sources, List<Path> secretsFrom, Templates templates, Problems problems) {
    ReadFiles files = new ReadFiles();
    InventoryBuilder builder = new InventoryBuilder(files, problems);
    InventoryFiles reader = new InventoryFiles(files, problems, builder);
    // two sources may share a folder; the later position counts
    LinkedHashMap<Path, FileTree> folders = new LinkedHashMap<>();
    AnsibleConfig config = new AnsibleConfig(files, problems);
    for (Path source : sources) {
      config.look(source);
      Optional<FileTree> tree = reader.read(source);
      tree.ifPresent(folder -> folders.putLast(folder.folder(), folder));
    }
    builder.finish();
    return new Inventory(
        files,
        builder,
        variables(builder, folders.values(), files, problems),
        SecretFolders.of(List.copyOf(folders.keySet()), secretsFrom),
        templates,
        config.settings());
  }

  private static Map<String, Variables> variables(
      InventoryBuilder built, Collection<FileTree> folders, ReadFiles files, Problems problems) {
    // group_vars of each folder stay apart, because their precedence depends on the folder.
    // host_vars just replace the hosts' own variables
    VariableFiles reader = new VariableFiles(files, problems);
    List<Map<String, Map<String, Variable>>> ofGroups = new ArrayList<>();
    for (FileTree folder : folders) {
      Map<String, Map<String, Variable>> found = new HashMap<>();
      reader.read(
          folder,
          "group",
          built.groups().keySet(),
          (group, v) -> found.computeIfAbsent(group, _ -> new HashMap<>()).put(v.name(), v));
      ofGroups.add(found);
    }
    for (FileTree folder : folders) {
      reader.read(
          folder,
          "host",
          built.hosts().keySet(),
          (host, v) -> Optional.ofNullable(built.hosts().get(host)).ifPresent(h -> h.set(v)));
    }
    UnusedVariables unused = new UnusedVariables();
    built.groups().values().forEach(group -> unused.look(group.variables.values()));
    ofGroups.forEach(folder -> folder.values().forEach(found -> unused.look(found.values())));
    built.hosts().values().forEach(host -> unused.look(host.variables().values()));
    unused.report(files, problems);
    return merge(built, ofGroups);
  }

  private static Map<String, Variables> merge(
      InventoryBuilder built, List<Map<String, Map<String, Variable>>> ofGroups) {
    GroupNode all = built.groups().values().iterator().next();
    // hosts with the same groups share one object: 10,000 web servers have one map of variables
    Map<Set<GroupNode>, GroupVariables> shared = new HashMap<>();
    Map<String, Variables> variables = HashMap.newHashMap(built.hosts().size());
    for (HostNode host : built.hosts().values()) {
      GroupVariables common =
          shared.computeIfAbsent(
              new HashSet<>(host.groups), set -> new GroupVariables(set, all, ofGroups));
      variables.put(host.name, new Variables(host.name, common, host.variables()));
    }
    return variables;
  }

  /// The files that were read.
  public List<Path> files() {
    return files.names().stream().map(Path::of).toList();
  }

  /// The names of all groups: `all` and `ungrouped` first, then in the order in which they were first named.
  public List<String> groupNames() {
    return List.copyOf(groups.keySet());
  }

  /// Where a host was first named.
  ///
  /// @throws IllegalArgumentException if there is no such host
  public SourceLocation at(String host) {
    return known(hosts, host).at;
  }

  /// The variables of a host.
  ///
  /// @throws IllegalArgumentException if there is no such host
  public Variables variables(String host) {
    return known(variables, host);
  }

  /// The hosts that a pattern names. The pattern may come from the command line or from a policy.
  public Selection match(String pattern) {
    return HostPattern.select(pattern, index);
  }

  /// The hosts that a pattern of the command line names, with their connections, in the order of the inventory.
  ///
  /// @param problems gets the mistakes in the pattern and in the connection variables of these hosts. A host with such
  ///     a mistake is not returned
  public List<Host> select(String pattern, Problems problems) {
    List<Host> hosts =
        connect(pattern, LoginOptions.NONE, problems, new Found(problems, Mistakes.ERRORS));
    return hosts.stream().filter(host -> host.fault().isEmpty()).toList();
  }

  /// The same hosts, to be asked. A mistake in the connection variables of one host is a fault of that host, so
  /// that the others can be asked.
  ///
  /// @param given    the options of the command line about logins
  /// @param problems gets the mistakes in the pattern, and the warnings about connection variables
  public List<Host> toAsk(String pattern, LoginOptions given, Problems problems) {
    return connect(pattern, given, problems, new Found(problems, Mistakes.OF_HOSTS));
  }

  private List<Host> connect(String pattern, LoginOptions given, Problems problems, Found found) {
    Selection selection = match(pattern);
    for (Selection.Mistake mistake : selection.mistakes()) {
      int column = pattern.codePointCount(0, mistake.offset()) + 1;
      SourceLocation at = new SourceLocation("HOSTS", 1, column);
      problems.add(Problem.error(at, pattern, mistake.message(), mistake.hint()));
    }
    if (!selection.mistakes().isEmpty()) {
      return List.of();
    }
    Connections connections = new Connections(found, secrets, given.become());
    List<Host> hosts =
        selection.hosts().stream().map(name -> connections.of(name, at(name))).toList();
    connections.finish();
    warnOfSettings(hosts, given, found);
    return hosts;
  }

  /// Warns of what an `ansible.cfg` would change for these hosts.
  private void warnOfSettings(List<Host> hosts, LoginOptions given, Found found) {
    UnusedSettings unused = new UnusedSettings(ofAnsible, found, given);
    hosts.forEach(host -> unused.look(host, at(host.name())));
    for (AnsibleSetting setting : unused.found()) {
      found.warning(
          setting.value().at(),
          "%s is not used: driftline does not read ansible.cfg".formatted(setting.key()),
          setting.hint());
    }
  }

  /// Where all hosts are, in the order in which they were first named.
  ///
  /// @param problems gets the mistakes in their `driftline_addresses`
  public List<HostLocation> locations(Problems problems) {
    HostLocations locations = new HostLocations(new Found(problems, Mistakes.ERRORS));
    return index.hostNames().map(locations::of).toList();
  }

  /// Whether a mistake in connection variables is an error, or only a fault of its host, which the report names.
  private enum Mistakes {
    ERRORS,
    OF_HOSTS
  }

  /// The inventory as the source of connection variables.
  private final class Found implements Lookup {
    private final Problems problems;
    private final Mistakes mistakes;

    Found(Problems problems, Mistakes mistakes) {
      this.problems = problems;
      this.mistakes = mistakes;
    }

    @Override
    public boolean isHost(String name) {
      return index.isHost(name);
    }

    @Override
    public Optional<YamlNode> value(String host, String variable) {
      return variables(host).find(variable).map(Variable::value);
    }

    @Override
    public Templates.Filled fill(String host, String template) {
      return templates.fill(template, variables(host).values());
    }

    @Override
    public void error(SourceLocation at, String message, String hint) {
      if (mistakes == Mistakes.ERRORS) {
        files.error(problems, at, message, hint);
      }
    }

    @Override
    public void warning(SourceLocation at, String message, String hint) {
      files.warning(problems, at, message, hint);
    }
  }

  private static <T> T known(Map<String, T> named, String host) {
    T found = named.get(host);
    if (found == null) {
      throw new IllegalArgumentException("no such host: " + host);
    }
    return found;
  }
}
