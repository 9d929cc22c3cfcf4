package dev.driftline.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.judge.Truth.Known;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TruthTest {

  private static final Truth UNKNOWN = new Truth.Undetermined("not read");
  private static final List<Truth> ALL = List.of(Known.TRUE, Known.FALSE, UNKNOWN);

  @Test
  void agreesWithEveryWayTheUndeterminedCouldTurnOut() {
    for (int length = 0; length <= 4; length++) {
      for (List<Truth> truths : combinations(length, ALL)) {
        List<List<Truth>> worlds = worlds(truths);
        assertThat(Truth.all(truths))
            .isEqualTo(
                common(worlds.stream().map(w -> Truth.of(!w.contains(Known.FALSE))).toList()));
        assertThat(Truth.any(truths))
            .isEqualTo(common(worlds.stream().map(w -> Truth.of(w.contains(Known.TRUE))).toList()));
      }
    }
    assertThat(Known.TRUE.negated()).isEqualTo(Known.FALSE);
    assertThat(Known.FALSE.negated()).isEqualTo(Known.TRUE);
    assertThat(UNKNOWN.negated()).isEqualTo(UNKNOWN);
  }

  private static Truth common(List<Truth> results) {
    return results.stream().distinct().count() == 1 ? results.getFirst() : UNKNOWN;
  }

  /// What the truths could be if everything had been read.
  private static List<List<Truth>> worlds(List<Truth> truths) {
    return combinations(truths.size(), List.of(Known.TRUE, Known.FALSE)).stream()
        .filter(world -> fits(world, truths))
        .toList();
  }

  private static boolean fits(List<Truth> world, List<Truth> truths) {
    for (int i = 0; i < truths.size(); i++) {
      if (!truths.get(i).equals(UNKNOWN) && !truths.get(i).equals(world.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<List<Truth>> combinations(int length, List<Truth> of) {
    if (length == 0) {
      return List.of(List.of());
    }
    List<List<Truth>> combinations = new ArrayList<>();
    for (List<Truth> rest : combinations(length - 1, of)) {
      for (Truth truth : of) {
        List<Truth> longer = new ArrayList<>(rest);
        longer.add(truth);
        combinations.add(longer);
      }
    }
    return combinations;
  }
}
