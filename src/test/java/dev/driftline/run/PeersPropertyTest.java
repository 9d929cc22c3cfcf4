package dev.driftline.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.Workers;
import dev.driftline.model.CheckResult;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Verdict;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.SharedMemory;
import dev.driftline.model.host.Host;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.run.RandomFleet.Link;
import dev.driftline.run.RandomFleet.Machine;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever one host says, the results of every other host are those without it, or unknown. Only of a connection to an
/// address that the inventory or the network gives the host may it say something.
///
/// The seed is printed; `-Ddriftline.seed=N` runs it again, `-Ddriftline.fleets=N` takes more fleets.
class PeersPropertyTest {

  private static final Workers WORKERS = new Workers(1, Budget.BYTES, Optional::empty);

  private static final int FLEETS = Integer.getInteger("driftline.fleets", 1_000);

  private static final String POLICY =
      """
      policy: p
      checks:
        - id: follows
          pair: { port: 3306 }
          expect: { client.series: "= server.series" }
        - id: served
          pair: { port: 3306 }
          expect: { server.host: h1 }
        - id: never
          probe: fds
          where: { fd: 2 }
          expect_none: { peer_host: h1 }
        - id: always
          probe: fds
          where: { fd: 2 }
          expect: { peer_host: h1 }
        - id: open
          probe: fds
          where: { fd: 2 }
          expect: { kind: absent, peer: absent }
      """;

  private final long seed = Long.getLong("driftline.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private List<Check> checks = List.of();

  @BeforeEach
  void prepare(@TempDir Path folder) throws IOException {
    System.out.println("PeersPropertyTest -Ddriftline.seed=" + seed);
    Path file = Files.writeString(folder.resolve("p.yaml"), POLICY);
    Problems problems = new Problems();
    checks = PolicySet.read(List.of(file), Catalog.tables(), problems).drafts().getFirst().checks();
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void whateverOneHostSaysTheOthersResultsAreThoseWithoutItOrUnknown() {
    Map<Verdict, Integer> compared = new EnumMap<>(Verdict.class);
    for (int number = 0; number < FLEETS; number++) {
      RandomFleet fleet = new RandomFleet(random);
      Machine liar = any(fleet.machines);
      Map<String, CheckResult> without = results(fleet, liar, fleet.silent(liar));
      Map<String, CheckResult> with = results(fleet, liar, lie(fleet, liar));
      without.forEach((key, before) -> {
        if (!concerns(fleet, liar, before.host())) {
          CheckResult after = Objects.requireNonNull(with.get(key));
          compared.merge(before.verdict(), 1, Integer::sum);
          if (after.verdict() != Verdict.UNKNOWN || before.verdict() == Verdict.UNKNOWN) {
            assertThat(after.verdict())
                .as("%s: liar %s, before %s, of %s", key, liar, before, fleet.links)
                .isEqualTo(before.verdict());
            assertThat(said(after)).as(key).isEqualTo(said(before));
          }
        }
      });
    }
    assertThat(compared.keySet()).contains(Verdict.PASS, Verdict.DRIFT, Verdict.UNKNOWN);
    assertThat(compared.values()).allSatisfy(count -> assertThat(count).isGreaterThan(FLEETS / 10));
  }

  @Test
  void whatHonestHostsSayIsNeverJudgedOtherwiseThanItIs() {
    Map<String, Integer> decided = new HashMap<>();
    for (int number = 0; number < FLEETS; number++) {
      RandomFleet fleet = new RandomFleet(random);
      Machine silent = any(fleet.machines);
      results(fleet, silent, fleet.silent(silent))
          .forEach((key, result) -> {
            boolean clear = result.verdict() == Verdict.PASS || result.verdict() == Verdict.DRIFT;
            if (clear && !isServerAsWell(fleet, result)) {
              decided.merge(result.check().id() + " " + result.verdict(), 1, Integer::sum);
              assertThat(result.verdict() == Verdict.PASS)
                  .as("%s: %s, of %s", key, result, fleet.links)
                  .isEqualTo(holds(result.check().id(), fleet, result.host()));
            }
          });
    }
    assertThat(decided.keySet())
        .containsExactlyInAnyOrder(
            "follows PASS",
            "follows DRIFT",
            "served PASS",
            "served DRIFT",
            "never PASS",
            "never DRIFT",
            "always PASS",
            "always DRIFT",
            "open DRIFT");
  }

  private static List<String> said(CheckResult result) {
    return result.findings().stream()
        .map(finding -> "%s %s %s".formatted(finding.key(), finding.subject(), finding.message()))
        .toList();
  }

  /// What is true, as only the one who made the fleet knows it.
  private static boolean holds(String check, RandomFleet fleet, String host) {
    List<Link> links =
        fleet.links.stream().filter(link -> link.client().name().equals(host)).toList();
    return switch (check) {
      case "follows" ->
          links.stream()
              .allMatch(link ->
                  link.server()
                      .filter(s -> s.version().equals(link.client().version()))
                      .isPresent());
      case "served", "always" -> links.stream().allMatch(PeersPropertyTest::isToH1);
      case "never" -> links.stream().noneMatch(PeersPropertyTest::isToH1);
      case "open" -> false;
      default -> throw new IllegalArgumentException(check);
    };
  }

  /// Whether the host is a server. Each client that nobody knows is a row of the host, and then `served` is about the
  /// host itself, too.
  private static boolean isServerAsWell(RandomFleet fleet, CheckResult result) {
    return result.check().id().equals("served")
        && fleet.links.stream()
            .anyMatch(
                link -> link.server().filter(s -> s.name().equals(result.host())).isPresent());
  }

  private static boolean isToH1(Link link) {
    return link.server().filter(server -> server.name().equals("h1")).isPresent();
  }

  /// Whether the host has a connection to or from an address that is, or may be, the liar's by others' word than its own.
  private static boolean concerns(RandomFleet fleet, Machine liar, String host) {
    return host.equals(liar.name())
        || fleet.links.stream()
            .filter(link -> link.client().name().equals(host))
            .anyMatch(link -> fleet.given(liar).stream().anyMatch(a -> isTo(link, a)))
        || fleet.links.stream()
            .filter(link -> link.server().filter(s -> s.name().equals(host)).isPresent())
            .anyMatch(link -> fleet.given(liar).stream().anyMatch(a -> isFrom(link, a)));
  }

  private static boolean isFrom(Link link, String address) {
    String end = RandomFleet.end(address, RandomFleet.PORT);
    String port = link.from().substring(link.from().lastIndexOf(':'));
    return link.from().equals(end.substring(0, end.lastIndexOf(':')) + port);
  }

  private static boolean isTo(Link link, String address) {
    return link.peer().equals(RandomFleet.end(address, RandomFleet.PORT));
  }

  private Map<String, CheckResult> results(RandomFleet fleet, Machine one, HostAnswers its) {
    List<HostAnswers> all = new ArrayList<>();
    for (Machine machine : fleet.machines) {
      if (machine.equals(one)) {
        all.add(its);
      } else if (machine.asked()) {
        all.add(fleet.honest(machine));
      }
    }
    List<Host> hosts = all.stream().map(HostAnswers::host).toList();
    Map<String, List<Check>> ofHosts = new HashMap<>();
    hosts.forEach(host -> ofHosts.put(host.name(), checks));
    FleetJudge judging =
        new FleetJudge(
            new Assignment(hosts, ofHosts, fleet.machines.stream().map(Machine::location).toList()),
            names -> {
              Map<String, List<String>> found = new HashMap<>(fleet.names);
              found.keySet().retainAll(names);
              return found;
            },
            List::of);
    Collections.shuffle(all, random);
    KeptMemory kept = new KeptMemory(new SharedMemory(Budget.BYTES));
    all.forEach(answers -> judging.take(judging.judge(answers, Budget.whole(), kept)));
    Map<String, CheckResult> results = new HashMap<>();
    judging.results(WORKERS, kept).forEach(r -> results.put(r.host() + " " + r.check().id(), r));
    return results;
  }

  /// Answers of somebody who knows all about the fleet and says what serves him: the addresses of others as his own,
  /// the other ends of their connections, listeners everywhere, the version that the client would like to see, and
  /// nonsense.
  private HostAnswers lie(RandomFleet fleet, Machine liar) {
    List<String> addresses = new ArrayList<>();
    List<Row> sockets = new ArrayList<>();
    fleet.machines.forEach(machine -> addresses.addAll(machine.addresses()));
    fleet.links.forEach(link -> addresses.add(address(link.peer())));
    addresses.removeIf(_ -> random.nextInt(4) == 0);
    addresses.replaceAll(this::odd);
    for (Link link : fleet.links) {
      if (random.nextInt(4) > 0) {
        sockets.add(
            RandomFleet.socket("established", oddEnd(link.peer()), oddEnd(link.local()), pid()));
      }
      if (random.nextInt(4) == 0) {
        sockets.add(RandomFleet.socket("established", link.local(), link.peer(), pid()));
      }
      if (random.nextInt(3) == 0) {
        sockets.add(RandomFleet.socket("listen", oddEnd(link.peer()), "", pid()));
      }
    }
    for (String odd : List.of("0.0.0.0:3306", "[::]:3306", "*:3306", "nonsense", ":3306", "")) {
      if (random.nextBoolean()) {
        sockets.add(RandomFleet.socket(any(List.of("listen", "established")), odd, odd, pid()));
      }
    }
    List<Row> libraries = new ArrayList<>();
    for (Cell pid : List.of(Cell.integer(900), Cell.integer(901))) {
      String version = any(List.of("1:10.11.6-1", "1:10.5.9-1", "git"));
      libraries.add(
          RandomFleet.mapped(
              Integer.parseInt(((Cell.Text) pid).text()), "program", "mariadb-server", version));
    }
    return fleet.answers(
        liar,
        Map.of(
            new Question("host"),
            RandomFleet.observed(List.of(RandomFleet.description(addresses))),
            RandomFleet.SOCKETS,
            RandomFleet.observed(sockets),
            RandomFleet.LIBRARIES,
            RandomFleet.observed(libraries),
            RandomFleet.DESCRIPTORS,
            RandomFleet.observed(
                fleet.links.stream()
                    .map(link -> RandomFleet.descriptor(oddEnd(link.peer()), link.pid()))
                    .toList())));
  }

  private Cell pid() {
    return any(
        List.of(
            Cell.integer(900),
            Cell.integer(900),
            Cell.integer(901),
            Cell.none(),
            Cell.unread("hidden"),
            Cell.text("99999999999999999999")));
  }

  private static String address(String end) {
    return end.substring(0, end.lastIndexOf(':')).replace("[", "").replace("]", "");
  }

  private String oddEnd(String end) {
    String odd = odd(address(end));
    return (odd.contains(":") ? "[" + odd + "]" : odd) + end.substring(end.lastIndexOf(':'));
  }

  /// The same address in another form.
  private String odd(String address) {
    boolean four = !address.contains(":");
    return switch (random.nextInt(6)) {
      case 0 -> four ? "::ffff:" + address : address.toUpperCase(Locale.ROOT);
      case 1 -> four ? "0:0:0:0:0:ffff:" + address : address.replace("::", ":0:0:0:0:0:0:");
      case 2 -> four ? address : address + "%eth0";
      default -> address;
    };
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
