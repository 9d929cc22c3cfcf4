package dev.driftline.baseline;

import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.probe.host.HostDescription;
import dev.driftline.probe.packages.PackagesTable;
import dev.driftline.probe.processes.ProcessesTable;
import dev.driftline.probe.sockets.SocketsTable;
import dev.driftline.text.YamlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The parts of a baseline: each writes the checks about one table.
final class Parts {

  /// Statuses of a package that is whole.
  private static final List<String> WHOLE = PackagesTable.WHOLE;

  /// Linux gives ports from here on to whoever asks for any (`ip_local_port_range`).
  private static final int EPHEMERAL = 32_768;

  private final String host;
  private final Yaml yaml;
  private final List<String> missing;

  Parts(String host, Yaml yaml, List<String> missing) {
    this.host = host;
    this.yaml = yaml;
    this.missing = missing;
  }

  /// A text that can be written, and that the column may have.
  private static Optional<String> text(Row row, String column) {
    return row.text(column)
        .filter(YamlText::canBeWritten)
        .filter(row.columns().list().get(row.columns().position(column)).domain()::has);
  }

  void system(List<Row> rows, boolean whole) {
    Map<String, String> expected = new LinkedHashMap<>();
    for (String column : HostDescription.LASTING) {
      rows.stream()
          .flatMap(row -> text(row, column).stream())
          .findFirst()
          .ifPresent(text -> expected.put(column, YamlText.literal(text)));
    }
    if (!expected.isEmpty()) {
      yaml.check("system", host + " has this system", HostDescription.NAME)
          .with("expect", expected)
          .end();
    }
  }

  void packages(List<Row> rows, boolean whole, boolean versions) {
    Map<String, Set<String>> byName = new TreeMap<>();
    Set<String> states = new TreeSet<>(WHOLE);
    boolean all = whole;
    for (Row row : rows) {
      Optional<String> name = text(row, PackagesTable.NAME);
      all &= name.isPresent();
      if (name.isPresent()) {
        byName.computeIfAbsent(name.get(), _ -> new TreeSet<>()).addAll(version(row));
        row.text(PackagesTable.STATUS).ifPresent(states::add);
      }
    }
    if (byName.isEmpty()) {
      return;
    }
    String names = YamlText.oneOf(byName.keySet());
    yaml.check("packages", host + " has these packages", PackagesTable.PROBE)
        .with("where", Map.of(PackagesTable.NAME, "&packages " + names))
        .with("expect", Map.of(PackagesTable.STATUS, YamlText.oneOf(states)))
        .with("if_none", "drift")
        .end();
    if (all) {
      yaml.check("no-other-package", host + " has no other package", PackagesTable.PROBE)
          .with("where", Map.of(PackagesTable.NAME, "{ not: *packages }"))
          .with("expect_none", "{}")
          .with("if_none", "pass")
          .end();
    } else {
      missing.add("packages: whether there are others could not be told, so no check forbids them");
    }
    if (versions) {
      versions(byName);
    }
  }

  private static Set<String> version(Row row) {
    // `?` stands for one that cannot be written, and no package has it
    return Set.of(
        row.text(PackagesTable.VERSION)
            .filter(text -> text.matches("(?=.*[0-9])[0-9A-Za-z][0-9A-Za-z.+:~^_-]*"))
            .orElse("?"));
  }

  /// Packages with the same version share a check.
  private void versions(Map<String, Set<String>> byName) {
    Map<Set<String>, Set<String>> byVersion = new LinkedHashMap<>();
    byName.forEach((name, versions) -> {
      if (versions.contains("?")) {
        missing.add("packages: the version of %s could not be told".formatted(name));
      } else {
        byVersion.computeIfAbsent(versions, _ -> new TreeSet<>()).add(name);
      }
    });
    byVersion.forEach((versions, names) ->
        yaml.check(
                "version-" + names.iterator().next(),
                "these packages have the same version as before",
                PackagesTable.PROBE)
            .with("where", Map.of(PackagesTable.NAME, YamlText.oneOf(names)))
            .with(
                "expect",
                Map.of(
                    PackagesTable.VERSION,
                    versions.size() == 1
                        ? YamlText.quoted("= " + versions.iterator().next())
                        : YamlText.oneOf(versions)))
            .with("if_none", "drift")
            .end());
  }

  void listeners(List<Row> rows, boolean whole) {
    Map<Integer, Listener> tcp = listeners(rows, SocketsTable.TCP, SocketsTable.LISTEN);
    tcp.forEach((port, listener) -> listener(SocketsTable.TCP, port, listener));
    if (whole) {
      Yaml.Check others =
          yaml.check("no-other-port", host + " listens on no other TCP port", SocketsTable.PROBE)
              .with("where", where(SocketsTable.TCP, SocketsTable.LISTEN));
      if (tcp.isEmpty()) {
        others.with("expect_none", "{}").with("if_none", "pass").end();
      } else {
        List<String> ports = tcp.keySet().stream().map(String::valueOf).toList();
        others
            .with("expect", Map.of(SocketsTable.LOCAL_PORT, "[" + String.join(", ", ports) + "]"))
            .with("if_none", "drift")
            .end();
      }
    } else {
      missing.add("sockets: whether there are others could not be told, so no check forbids them");
    }
    // who only asks others has a port of the upper range for a moment
    listeners(rows, SocketsTable.UDP, SocketsTable.UNCONNECTED)
        .forEach((port, listener) -> {
          if (port < EPHEMERAL && port > 0) {
            listener(SocketsTable.UDP, port, listener);
          }
        });
  }

  /// Who listens on one port.
  private static final class Listener {
    private final Set<String> addresses = new TreeSet<>();
    private final Set<String> names = new TreeSet<>();
    private boolean known = true;
  }

  private static Map<Integer, Listener> listeners(List<Row> rows, String protocol, String state) {
    Map<Integer, Listener> listeners = new TreeMap<>();
    for (Row row : rows) {
      if (row.text(SocketsTable.PROTOCOL).equals(Optional.of(protocol))
          && row.text(SocketsTable.STATE).equals(Optional.of(state))
          && row.text(SocketsTable.LOCAL_PORT).isPresent()) {
        int port = Integer.parseInt(row.text(SocketsTable.LOCAL_PORT).get());
        Listener listener = listeners.computeIfAbsent(port, _ -> new Listener());
        text(row, SocketsTable.LOCAL_ADDRESS)
            .ifPresentOrElse(listener.addresses::add, () -> listener.known = false);
        text(row, SocketsTable.NAME)
            .ifPresentOrElse(listener.names::add, () -> listener.known = false);
      }
    }
    return listeners;
  }

  private static Map<String, String> where(String protocol, String state) {
    Map<String, String> where = new LinkedHashMap<>();
    where.put(SocketsTable.PROTOCOL, protocol);
    where.put(SocketsTable.STATE, state);
    return where;
  }

  private void listener(String protocol, int port, Listener listener) {
    Map<String, String> where =
        where(
            protocol,
            protocol.equals(SocketsTable.TCP) ? SocketsTable.LISTEN : SocketsTable.UNCONNECTED);
    where.put(SocketsTable.LOCAL_PORT, Integer.toString(port));
    Yaml.Check check =
        yaml.check(
                protocol + "-" + port,
                "%s listens on %s port %d".formatted(host, protocol, port),
                SocketsTable.PROBE)
            .with("where", where);
    if (listener.known) {
      Map<String, String> expected = new LinkedHashMap<>();
      expected.put(SocketsTable.LOCAL_ADDRESS, YamlText.oneOf(listener.addresses));
      expected.put(SocketsTable.NAME, YamlText.oneOf(listener.names));
      check.with("expect", expected).with("if_none", "drift").end();
    } else {
      missing.add("sockets: who listens on %s port %d could not be told".formatted(protocol, port));
      check.with("expect_count", YamlText.quoted(">= 1")).with("if_none", "drift").end();
    }
  }

  /// Programs that process 1 has started or taken over. Where systemd starts services, only those: other programs, and
  /// those of a login, are there only for a while.
  void services(List<Row> rows, boolean whole) {
    Map<String, Set<String>> users = new TreeMap<>();
    boolean systemd = rows.stream().anyMatch(Parts::isOfService);
    for (Row row : rows) {
      Optional<String> program = text(row, ProcessesTable.EXECUTABLE);
      Optional<String> user = text(row, ProcessesTable.USER);
      if (row.text(ProcessesTable.PPID).equals(Optional.of("1"))
          && (!systemd || isOfService(row))
          && program.filter(path -> path.startsWith("/")).isPresent()
          && !program.get().startsWith("/memfd:")
          && row.cell(ProcessesTable.EXECUTABLE_DELETED).equals(Cell.bool(false))
          && user.isPresent()) {
        users.computeIfAbsent(program.get(), _ -> new TreeSet<>()).add(user.get());
      }
    }
    users.forEach((program, accounts) ->
        yaml.check(
                "runs-" + program.substring(program.lastIndexOf('/') + 1),
                program + " runs",
                ProcessesTable.PROBE)
            .with("where", Map.of(ProcessesTable.EXECUTABLE, YamlText.literal(program)))
            .with("expect_any", Map.of(ProcessesTable.USER, YamlText.oneOf(accounts)))
            .with("if_none", "drift")
            .end());
  }

  private static boolean isOfService(Row row) {
    return row.text(ProcessesTable.UNIT)
        .filter(unit -> unit.endsWith(".service") && !unit.startsWith("user@"))
        .isPresent();
  }
}
