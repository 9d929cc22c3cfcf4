package dev.driftline.inventory.connection;

import dev.driftline.model.host.Become;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Hop;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.Login;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the settings of an `ansible.cfg` that would change how a host is reached, if driftline used them.
///
/// For each host its connection is made once more, as if the settings stood in the inventory. Settings that change
/// nothing are not found: those that the host has itself, those that an option of the command line replaces, and those
/// that say what holds anyway. A setting that was found is not looked for again.
///
/// For one thread.
public final class UnusedSettings {

  private static final Path NO_FILE = Path.of("/dev/null");
  private static final Path HOME = Path.of(System.getProperty("user.home", "/"));

  /// The key files that are tried where none is named.
  private static final Set<Path> USUAL_KEYS =
      Set.of(
          HOME.resolve(".ssh/id_ed25519"),
          HOME.resolve(".ssh/id_ecdsa"),
          HOME.resolve(".ssh/id_rsa"));

  private final Lookup inventory;
  private final LoginOptions given;
  private final List<AnsibleSetting> left;
  private final List<AnsibleSetting> found = new ArrayList<>();
  private final Map<List<AnsibleSetting>, Connections> readers = new HashMap<>();

  public UnusedSettings(List<AnsibleSetting> settings, Lookup inventory, LoginOptions given) {
    this.inventory = inventory;
    this.given = given;
    this.left = new ArrayList<>(settings);
    this.left.removeIf(this::isGiven);
  }

  /// Whether an option of the command line replaces the setting, as in Ansible.
  private boolean isGiven(AnsibleSetting setting) {
    return switch (setting.instead().plain()) {
      case "user" -> given.user();
      case "key" -> given.key();
      case "become" -> given.become();
      default -> false;
    };
  }

  /// Looks which settings would change how this host is reached.
  public void look(Host host, SourceLocation at) {
    if (left.isEmpty() || host.fault().isPresent()) {
      return;
    }
    Host now = comparable(host);
    if (with(left, host, at).equals(now)) {
      return;
    }
    // one that driftline cannot follow would hide what the others change
    take(left.stream().filter(it -> with(List.of(it), host, at).fault().isPresent()).toList());
    // alone, or together with the others: become_user without become changes nothing
    Host all = with(left, host, at);
    take(
        left.stream()
            .filter(it ->
                !with(List.of(it), host, at).equals(now)
                    || !with(without(it), host, at).equals(all))
            .toList());
  }

  private void take(List<AnsibleSetting> settings) {
    found.addAll(settings);
    left.removeAll(settings);
  }

  /// The settings that change something for a host that was looked at.
  public List<AnsibleSetting> found() {
    return List.copyOf(found);
  }

  private List<AnsibleSetting> without(AnsibleSetting setting) {
    return left.stream().filter(other -> !other.equals(setting)).toList();
  }

  private Host with(List<AnsibleSetting> settings, Host host, SourceLocation at) {
    Connections reader =
        readers.computeIfAbsent(
            List.copyOf(settings),
            s ->
                new Connections(
                    new WithSettings(inventory, s), LocalFiles.notLookedAt(), given.become()));
    return comparable(reader.of(host.name(), at));
  }

  /// The host without what a setting cannot change, and without names for what holds anyway.
  private Host comparable(Host host) {
    Connection it = host.connection();
    return host.fault().isPresent()
        ? host
        : new Host(
            host.name(),
            new Connection(
                it.method(),
                it.address(),
                it.port(),
                comparable(it.login()),
                it.become().map(b -> new Become(b.method(), b.user(), Optional.empty())),
                it.jumps().stream().map(this::comparable).toList(),
                comparable(it.knownHosts()),
                it.algorithms()));
  }

  private Hop comparable(Hop hop) {
    return new Hop(hop.address(), hop.port(), comparable(hop.login()), hop.algorithms());
  }

  private Login comparable(Login login) {
    String own = given.user() ? "" : System.getProperty("user.name", "");
    return new Login(
        login.user().equals(own) ? "" : login.user(),
        login.key().filter(key -> given.key() || !USUAL_KEYS.contains(key)),
        Optional.empty());
  }

  /// `/dev/null` means that host keys are not to be checked, which driftline does all the same.
  private List<Path> comparable(List<Path> knownHosts) {
    return given.knownHosts() || knownHosts.contains(NO_FILE) ? List.of() : knownHosts;
  }

  /// The inventory with settings that count where it says nothing.
  private record WithSettings(Lookup inventory, Map<String, YamlNode> settings) implements Lookup {

    WithSettings(Lookup inventory, List<AnsibleSetting> settings) {
      this(inventory, new LinkedHashMap<>());
      settings.forEach(setting -> this.settings.put(setting.instead().plain(), setting.value()));
    }

    @Override
    public boolean isHost(String name) {
      return inventory.isHost(name);
    }

    @Override
    public Optional<YamlNode> value(String host, String variable) {
      return inventory.value(host, variable).or(() -> Optional.ofNullable(settings.get(variable)));
    }

    @Override
    public Templates.Filled fill(String host, String template) {
      return inventory.fill(host, template);
    }

    @Override
    public void error(SourceLocation at, String message, String hint) {
      // a mistake makes the host another one, and nobody has to mend it
    }

    @Override
    public void warning(SourceLocation at, String message, String hint) {
      // the inventory has no such mistake
    }
  }
}
