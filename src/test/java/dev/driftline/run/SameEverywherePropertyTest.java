package dev.driftline.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Verdict;
import dev.driftline.model.table.Cell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fleets of up to nine hosts, each with a value, without the thing, unread, lost or not asked. What is said of each
/// host is held against the rule as it is written down.
class SameEverywherePropertyTest {

  private static final int FLEETS = 3_000;

  /// What one host may be like; a letter is its value.
  private static final List<String> STATES =
      List.of("a", "a", "a", "b", "c", "none", "unread", "lost", "unasked");

  @TempDir private Path folder;

  @Test
  void theRuleHoldsInAnyFleet() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int drifted = 0;
    int passed = 0;
    for (int number = 0; number < FLEETS; number++) {
      List<String> states = new ArrayList<>();
      for (int host = 1 + random.nextInt(9); host > 0; host--) {
        states.add(STATES.get(random.nextInt(STATES.size())));
      }
      Map<String, CheckResult> judged = fleet(states).judged();
      for (int host = 0; host < states.size(); host++) {
        if (!states.get(host).equals("unasked")) {
          Verdict verdict = Objects.requireNonNull(judged.get("web" + host)).verdict();
          assertThat(verdict)
              .as("web%d of %s, seed %d", host, states, seed)
              .isEqualTo(expected(states, states.get(host)));
          drifted += verdict == Verdict.DRIFT ? 1 : 0;
          passed += verdict == Verdict.PASS ? 1 : 0;
        }
      }
    }
    assertThat(drifted).isGreaterThan(FLEETS / 10);
    assertThat(passed).isGreaterThan(FLEETS / 10);
  }

  /// The rule: more than half of all peers are a majority; without one, all drift if all were told.
  private static Verdict expected(List<String> states, String mine) {
    Map<String, Integer> values = new HashMap<>();
    int untold = 0;
    for (String state : states) {
      if (state.length() == 1) {
        values.merge(state, 1, Integer::sum);
      } else if (!state.equals("none")) {
        untold++;
      }
    }
    int peers = untold + values.values().stream().mapToInt(Integer::intValue).sum();
    boolean told = mine.length() == 1;
    if (!told || peers == 1) {
      return Verdict.UNKNOWN;
    }
    boolean majority = values.values().stream().anyMatch(hosts -> 2 * hosts > peers);
    if (majority) {
      return 2 * values.getOrDefault(mine, 0) > peers ? Verdict.PASS : Verdict.DRIFT;
    }
    return untold == 0 ? Verdict.DRIFT : Verdict.UNKNOWN;
  }

  private SameFleet fleet(List<String> states) throws IOException {
    SameFleet fleet = new SameFleet(folder, "where: { name: openssl }", "expect_same: [version]");
    for (int host = 0; host < states.size(); host++) {
      String name = "web" + host;
      switch (states.get(host)) {
        case "none" -> fleet.answered(name);
        case "unread" ->
            fleet.answered(
                name,
                SameFleet.row(
                    Map.of("name", Cell.text("openssl"), "version", Cell.unread("no right"))));
        case "lost" -> fleet.lost(name);
        case "unasked" -> fleet.unasked(name);
        default -> fleet.answered(name, SameFleet.row("openssl", states.get(host)));
      }
    }
    return fleet;
  }
}
