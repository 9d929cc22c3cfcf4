package dev.driftline.inventory.connection;

import dev.driftline.model.host.AlgorithmNames;
import dev.driftline.model.host.Become;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.ConnectionFault;
import dev.driftline.model.host.Hop;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.Login;
import dev.driftline.model.host.Secret;
import dev.driftline.source.Problem;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Makes the connections of hosts from their variables. Mistakes in the variables are reported to the [Lookup].
///
/// Several names may mean the same setting. Then the last of Ansible's names wins, as in Ansible, and Ansible's names
/// win over the plain ones: `ansible_host` over `host`. Not for several threads.
public final class Connections {

  /// The names of the variables that say how and where a host is reached.
  static final String[] METHOD = {"connection", "ansible_connection"};

  static final String[] ADDRESS = {"host", "ansible_host", "ansible_ssh_host"};

  private static final int SSH_PORT = 22;
  private static final String NOT_SUPPORTED =
      "driftline knows ssh and local; put these hosts into a group, and leave it out: 'all:!GROUP'";
  private static final String[] ARGUMENTS = {
    "ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args"
  };

  private final Lookup lookup;
  private final boolean becomeByDefault;
  private final LocalFiles files;
  private final Jumps jumps;
  private final Map<Scalar, Parsed> parsed = new HashMap<>();
  private final Map<Scalar, List<String>> unsupported = new LinkedHashMap<>();

  /// Makes the connections of the hosts that `lookup` knows.
  ///
  /// @param secrets         where password files may lie
  /// @param becomeByDefault whether hosts about which the inventory says nothing become another user
  public Connections(Lookup lookup, SecretFolders secrets, boolean becomeByDefault) {
    this(lookup, new LocalFiles(secrets), becomeByDefault);
  }

  Connections(Lookup lookup, LocalFiles files, boolean becomeByDefault) {
    this.lookup = lookup;
    this.files = files;
    this.becomeByDefault = becomeByDefault;
    this.jumps = new Jumps(lookup, this);
  }

  /// Arguments of ssh that were read once. Thousands of hosts may share one text.
  ///
  /// @param mistakes that were reported, and that all hosts with these arguments share
  private record Parsed(SshArguments arguments, List<Problem> mistakes) {}

  /// A host, and how it is reached. If its variables do not say it, that is reported, and the host has a fault.
  public Host of(String host, SourceLocation at) {
    Settings settings = new Settings(host, lookup);
    Optional<Connection> connection =
        isLocal(settings) ? Optional.of(local(settings)) : ssh(settings, at);
    return settings.failed()
        ? Host.unreachable(host, fault(settings.mistakes()))
        : new Host(host, connection.orElseThrow());
  }

  private static ConnectionFault fault(List<Problem> mistakes) {
    Problem first = mistakes.getFirst();
    String more =
        mistakes.size() == 1
            ? ""
            : " (and %d more: see driftline lint)".formatted(mistakes.size() - 1);
    return new ConnectionFault(first.sentence() + more, first.hint());
  }

  /// Reports mistakes that many hosts share, once each.
  public void finish() {
    unsupported.forEach((value, hosts) -> {
      String more = hosts.size() == 1 ? "" : " and %d more".formatted(hosts.size() - 1);
      lookup.error(
          value.at(),
          "host \"%s\"%s: connection \"%s\" is not supported"
              .formatted(hosts.getFirst(), more, value.text()),
          hosts.size() == 1 ? notSupported(hosts.getFirst()) : NOT_SUPPORTED);
    });
    unsupported.clear();
  }

  private boolean isLocal(Settings settings) {
    Optional<Scalar> written = settings.text(METHOD);
    if (written.isEmpty()) {
      return false;
    }
    if (isLocal(written.get().text())) {
      return true;
    }
    return switch (written.get().text()) {
      case "ssh",
          "smart",
          "paramiko",
          "paramiko_ssh",
          "ansible.builtin.ssh",
          "ansible.builtin.paramiko_ssh" ->
          false;
      default -> {
        unsupported.computeIfAbsent(written.get(), _ -> new ArrayList<>()).add(settings.host);
        settings.fail(
            Problem.error(
                written.get().at(),
                "",
                "connection \"%s\" is not supported".formatted(written.get().text()),
                notSupported(settings.host)));
        yield false;
      }
    };
  }

  private static String notSupported(String host) {
    return "driftline knows ssh and local; leave the host out: 'all:!%s'".formatted(host);
  }

  /// Whether this value of `connection` means this machine.
  static boolean isLocal(String text) {
    return text.equals("local") || text.equals("ansible.builtin.local");
  }

  private Connection local(Settings settings) {
    Login login = new Login("", Optional.empty(), Optional.empty());
    return new Connection(
        Connection.Method.LOCAL, "", SSH_PORT, login, become(settings), List.of(), List.of());
  }

  private Optional<Connection> ssh(Settings settings, SourceLocation at) {
    // read all parts, so that all mistakes of a host are reported at once
    List<SshArguments> arguments = arguments(settings);
    Optional<String> address = address(settings, at);
    int port = port(settings, arguments);
    Login login = login(settings, arguments);
    Optional<Become> become = become(settings);
    List<Path> knownHosts = KnownHostsArguments.of(arguments, settings);
    List<Hop> hops = jumps.of(settings, arguments, login);
    AlgorithmNames algorithms = AlgorithmLists.of(settings, arguments);
    return address.map(a ->
        new Connection(
            Connection.Method.SSH, a, port, login, become, hops, knownHosts, algorithms));
  }

  List<SshArguments> arguments(Settings settings) {
    List<SshArguments> found = new ArrayList<>();
    for (String name : ARGUMENTS) {
      Optional<Scalar> text = settings.text(name);
      if (text.isPresent()) {
        Parsed once = parsed.computeIfAbsent(text.get(), scalar -> parse(scalar, settings.host));
        once.mistakes().forEach(settings::fail);
        found.add(once.arguments());
      }
    }
    return found;
  }

  private Parsed parse(Scalar text, String host) {
    Settings own = new Settings(host, lookup);
    return new Parsed(SshArguments.parse(text, own), own.mistakes());
  }

  private static Optional<String> address(Settings settings, SourceLocation at) {
    Optional<Scalar> written = settings.text(ADDRESS);
    String text = written.map(Scalar::text).orElse(settings.host);
    try {
      return Optional.of(Address.parse(text));
    } catch (IllegalArgumentException e) {
      settings.error(
          written.map(Scalar::at).orElse(at),
          "address \"%s\" %s".formatted(text, e.getMessage()),
          written.isPresent()
              ? "write a DNS name, 192.0.2.1 or 2001:db8::1"
              : "set ansible_host to the address of \"%s\"".formatted(settings.host));
      return Optional.empty();
    }
  }

  private static int port(Settings settings, List<SshArguments> arguments) {
    Optional<Scalar> written = settings.text("port", "ansible_port", "ansible_ssh_port");
    if (written.isPresent()) {
      return port(written.get().text(), written.get().at(), settings);
    }
    for (SshArguments argument : arguments) {
      Optional<String> value = argument.value("port");
      if (value.isPresent()) {
        return port(value.get(), argument.at(), settings);
      }
    }
    return SSH_PORT;
  }

  private static int port(String text, SourceLocation at, Settings settings) {
    Optional<Integer> port = Address.port(text);
    if (port.isEmpty()) {
      settings.error(at, "\"%s\" is not a port".formatted(text), "write a number from 1 to 65535");
    }
    return port.orElse(SSH_PORT);
  }

  private Login login(Settings settings, List<SshArguments> arguments) {
    Optional<Scalar> written = settings.text("user", "ansible_user", "ansible_ssh_user");
    String user =
        written
            .map(scalar -> user(scalar.text(), scalar.at(), settings))
            .or(() -> first(arguments, "user").map(v -> user(v.text(), v.at(), settings)))
            .orElse("");
    Optional<Scalar> keyFile =
        settings.text("key", "ansible_private_key_file", "ansible_ssh_private_key_file");
    Optional<Path> key =
        keyFile.isPresent()
            ? files.key(keyFile.get().text(), keyFile.get().at(), settings)
            : first(arguments, "identityfile").flatMap(v -> files.key(v.text(), v.at(), settings));
    return new Login(user, key, password(settings));
  }

  /// The value of an ssh option, and its place.
  private record Argument(String text, SourceLocation at) {}

  private static Optional<Argument> first(List<SshArguments> arguments, String option) {
    return arguments.stream()
        .flatMap(a -> a.value(option).map(value -> new Argument(value, a.at())).stream())
        .findFirst();
  }

  static String user(String text, SourceLocation at, Settings settings) {
    if (!Address.isUser(text)) {
      settings.error(
          at,
          text.isEmpty() ? "the user is empty" : "\"%s\" is not a user".formatted(text),
          "use letters, digits, dots, hyphens and underscores");
    }
    return text;
  }

  private Optional<Secret> password(Settings settings) {
    return secret(
        settings,
        new String[] {"ansible_password", "ansible_ssh_pass", "ansible_ssh_password"},
        "password_file");
  }

  private Optional<Secret> secret(Settings settings, String[] names, String fileName) {
    Optional<Scalar> file = settings.text(fileName);
    if (file.isPresent()) {
      return files.password(file.get(), settings);
    }
    Optional<Scalar> written = settings.text(names);
    written.ifPresent(scalar -> files.warnIfOpen(scalar.at(), settings));
    return written.map(scalar -> new Secret(scalar.text()));
  }

  private Optional<Become> become(Settings settings) {
    // a host that says `become: false` stays without it, even with --become
    boolean said = settings.find("become", "ansible_become").isPresent();
    if (said ? !settings.flag("become", "ansible_become") : !becomeByDefault) {
      return Optional.empty();
    }
    Become.Method method = method(settings);
    // names of Ansible's plugins: ansible_sudo_user, ansible_doas_pass
    String plugin = "ansible_" + method.name().toLowerCase(Locale.ROOT);
    String user =
        settings
            .text("become_user", "ansible_become_user", plugin + "_user")
            .map(scalar -> user(scalar.text(), scalar.at(), settings))
            .orElse("root");
    Optional<Secret> password =
        secret(
            settings,
            new String[] {"ansible_become_password", "ansible_become_pass", plugin + "_pass"},
            "become_password_file");
    return Optional.of(new Become(method, user, password));
  }

  private static Become.Method method(Settings settings) {
    Optional<Scalar> written = settings.text("become_method", "ansible_become_method");
    return switch (written.map(Scalar::text).orElse("sudo")) {
      case "sudo", "ansible.builtin.sudo" -> Become.Method.SUDO;
      case "doas", "community.general.doas" -> Become.Method.DOAS;
      default -> {
        settings.error(
            written.orElseThrow().at(),
            "become_method \"%s\" is not supported".formatted(written.get().text()),
            "driftline knows sudo and doas");
        yield Become.Method.SUDO;
      }
    };
  }
}
