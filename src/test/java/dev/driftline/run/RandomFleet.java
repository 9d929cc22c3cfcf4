package dev.driftline.run;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.HostLocation;
import dev.driftline.model.host.Login;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/// A few machines in one or more networks with connections among them, as the inventory, the network and honest hosts
/// tell of them. Private addresses are used again in each network; some machines have more addresses than the inventory
/// says, are named, share a virtual address, or are not asked.
final class RandomFleet {

  static final int PORT = 3306;
  static final Question SOCKETS = new Question("sockets", Map.of("ports", "3306"));
  static final Question LIBRARIES = new Question("libraries", Map.of("ports", "3306"));
  static final Question DESCRIPTORS = new Question("fds", Map.of("descriptors", "2"));

  private static final Map<String, TableDefinition> TABLES = Catalog.tables();
  private static final List<String> VERSIONS = List.of("1:10.11.6-1", "1:10.5.9-1");
  private static final String TRANSLATED = "10.0.0.250";

  /// @param addresses all it has, the first is the one it is reached by
  record Machine(HostLocation location, List<String> addresses, boolean asked, String version) {
    String name() {
      return location.host();
    }
  }

  /// @param server  the machine that truly answers; empty for one that is no host of the inventory
  /// @param from    the client's end, as the server sees it
  record Link(
      Machine client, Optional<Machine> server, String local, String peer, String from, int pid) {}

  final List<Machine> machines = new ArrayList<>();
  final List<Link> links = new ArrayList<>();
  final Map<String, List<String>> names = new HashMap<>();
  private final Random random;
  private final Set<String> taken = new HashSet<>();

  RandomFleet(Random random) {
    this.random = random;
    int size = 3 + random.nextInt(4);
    for (int number = 0; number < size; number++) {
      machines.add(machine("h" + number));
    }
    int connections = 1 + random.nextInt(6);
    for (int number = 0; number < connections; number++) {
      links.add(link(number));
    }
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private Machine machine(String name) {
    String network = chance(70) ? "" : any(List.of("gate", "gate > inner"));
    List<String> addresses = new ArrayList<>(List.of(free(network)));
    while (chance(40)) {
      addresses.add(free(network));
    }
    boolean named = chance(40);
    String address = named ? name + ".example.org" : addresses.getFirst();
    List<String> told =
        new ArrayList<>(addresses.stream().skip(1).filter(_ -> chance(50)).toList());
    if (chance(25)) {
      told.add("10.0.0.100");
    }
    if (named && network.isEmpty() && chance(80)) {
      names.put(address, addresses.subList(0, 1 + random.nextInt(addresses.size())));
    }
    HostLocation location = new HostLocation(name, Connection.Method.SSH, address, network, told);
    return new Machine(location, List.copyOf(addresses), chance(85), any(VERSIONS));
  }

  /// A private address that its network has once, or a public one that nobody else has.
  private String free(String network) {
    while (true) {
      String private4 = "10.0.0.%d".formatted(1 + random.nextInt(8));
      String private6 = "fd00::%d".formatted(1 + random.nextInt(8));
      String global = "192.0.2.%d".formatted(1 + random.nextInt(30));
      String address = chance(60) ? private4 : chance(50) ? private6 : global;
      if (taken.add(address.equals(global) ? address : network + " " + address)) {
        return address;
      }
    }
  }

  private Link link(int number) {
    Machine client = any(machines);
    List<Machine> near =
        machines.stream()
            .filter(m -> m.location().network().equals(client.location().network()))
            .toList();
    Machine server = any(near);
    String local = end(client.addresses().getFirst(), 40_000 + number);
    String from = chance(15) ? end(TRANSLATED, 40_000 + number) : local;
    int pid = 100 + number;
    if (chance(15)) {
      String outside = any(List.of("10.0.0.200", "192.0.2.200", "10.0.0.3", "fd00::2"));
      if (near.stream().noneMatch(m -> m.addresses().contains(outside))) {
        return new Link(client, Optional.empty(), local, end(outside, PORT), from, pid);
      }
    }
    if (chance(10)) {
      String loopback = end("127.0.0.1", 40_000 + number);
      return new Link(client, Optional.of(client), loopback, end("127.0.0.1", PORT), loopback, pid);
    }
    boolean virtual = chance(30) && server.location().addresses().contains("10.0.0.100");
    String peer = virtual ? "10.0.0.100" : any(server.addresses());
    return new Link(client, Optional.of(server), local, end(peer, PORT), from, pid);
  }

  static String end(String address, int port) {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }

  /// What the network shows of a machine: the address of its connection, if it was made without a bastion.
  Optional<String> verified(Machine machine) {
    return machine.location().network().isEmpty()
        ? Optional.of(machine.addresses().getFirst())
        : Optional.empty();
  }

  /// All that the inventory and the network give a machine.
  Set<String> given(Machine machine) {
    Set<String> given = new HashSet<>(machine.location().addresses());
    given.add(machine.location().address());
    verified(machine).ifPresent(given::add);
    given.addAll(names.getOrDefault(machine.location().address(), List.of()));
    return given;
  }

  HostAnswers honest(Machine machine) {
    List<Row> sockets = new ArrayList<>();
    List<Row> libraries = new ArrayList<>();
    List<Row> descriptors = new ArrayList<>();
    sockets.add(socket("listen", "0.0.0.0:3306", "", Cell.integer(900)));
    libraries.add(mapped(900, "program", "mariadb-server-core", machine.version()));
    for (Link link : links) {
      if (link.client().equals(machine)) {
        sockets.add(socket("established", link.local(), link.peer(), Cell.integer(link.pid())));
        libraries.add(mapped(link.pid(), "program", "perl-base", "5.36.0-7"));
        libraries.add(mapped(link.pid(), "library", "libmariadb3", machine.version()));
        descriptors.add(descriptor(link.peer(), link.pid()));
      }
      if (link.server().equals(Optional.of(machine))) {
        sockets.add(socket("established", link.peer(), link.from(), Cell.integer(900)));
      }
    }
    return answers(
        machine,
        Map.of(
            new Question("host"),
            observed(List.of(description(machine.addresses()))),
            SOCKETS,
            observed(sockets),
            LIBRARIES,
            observed(libraries),
            DESCRIPTORS,
            observed(descriptors)));
  }

  HostAnswers silent(Machine machine) {
    return new HostAnswers(
        host(machine),
        new Outcome.Unreachable(Reason.TRUNCATED, "it said nothing", "Look at it."),
        Map.of(),
        Optional.empty(),
        Duration.ZERO,
        verified(machine));
  }

  HostAnswers answers(Machine machine, Map<Question, Answer> answers) {
    return new HostAnswers(
        host(machine),
        new Outcome.Answered(),
        answers,
        Optional.empty(),
        Duration.ZERO,
        verified(machine));
  }

  static Host host(Machine machine) {
    return new Host(
        machine.name(),
        new Connection(
            Connection.Method.SSH,
            machine.name(),
            22,
            new Login("root", Optional.empty(), Optional.empty()),
            Optional.empty(),
            List.of(),
            List.of()));
  }

  static Answer observed(List<Row> rows) {
    return new Answer.Observed(rows, Optional.empty(), Optional.empty());
  }

  static Row row(String probe, Map<String, Cell> cells) {
    return Row.of(Objects.requireNonNull(TABLES.get(probe)).columns(), cells);
  }

  static Row description(List<String> addresses) {
    return row("host", Map.of("addresses", Cell.text(String.join(",", addresses))));
  }

  static Row descriptor(String peer, int pid) {
    return row(
        "fds", Map.of("pid", Cell.integer(pid), "fd", Cell.integer(2), "peer", Cell.text(peer)));
  }

  static Row socket(String state, String local, String peer, Cell pid) {
    Map<String, Cell> cells = new HashMap<>();
    cells.put("protocol", Cell.text("tcp"));
    cells.put("state", Cell.text(state));
    cells.put("pid", pid);
    cells.put("name", Cell.text("mariadbd"));
    cells.put("executable", Cell.text("/usr/sbin/mariadbd"));
    Stream.of("local", "peer")
        .forEach(side -> {
          String text = side.equals("local") ? local : peer;
          if (!text.isEmpty()) {
            cells.put(side, Cell.text(text));
            cells.put(side + "_port", Cell.text(text.substring(text.lastIndexOf(':') + 1)));
          }
        });
    return row("sockets", cells);
  }

  static Row mapped(int pid, String role, String name, String version) {
    Map<String, Cell> cells = new HashMap<>();
    cells.put("pid", Cell.integer(pid));
    cells.put("role", Cell.text(role));
    cells.put("path", Cell.text("/usr/lib/" + name));
    cells.put("deleted", Cell.bool(false));
    cells.put("package", Cell.text(name));
    cells.put("version", Cell.text(version));
    cells.put("manager", Cell.text("dpkg"));
    if (role.equals("library")) {
      cells.put("library", Cell.text("libmariadb"));
    }
    return row("libraries", cells);
  }
}
