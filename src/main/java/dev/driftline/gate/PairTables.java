package dev.driftline.gate;

import dev.driftline.model.gate.PairDelta;
import dev.driftline.model.gate.PairState;
import dev.driftline.model.table.Row;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the compatibility tables say of pairs.
public interface PairTables {

  /// Whether a product has a table.
  boolean isKnown(String product);

  /// What the table of the product says of a pair, now and then.
  States judge(Question question);

  /// A pair whose one end a plan changes.
  ///
  /// @param now   the row of the pair
  /// @param then  the same row as if the plan were done
  /// @param fresh whether the server is installed anew, so that nothing of its data and configuration stays
  /// @param told  answers to conditions, from somebody who knows
  record Question(String product, Row now, Row then, boolean fresh, Map<String, String> told) {
    public Question {
      told = Map.copyOf(told);
    }
  }

  /// The answer.
  ///
  /// @param used     the conditions of which what was told counted
  /// @param differs  what a host says itself, against what was told: it wins
  record States(
      PairState now, PairState then, PairDelta delta, Set<String> used, List<String> differs) {

    /// A pair about which nothing can be told.
    public static States unknown(String why) {
      PairState nothing = PairState.unknown(why);
      return new States(nothing, nothing, PairDelta.unknown(why), Set.of(), List.of());
    }

    public States {
      used = Set.copyOf(used);
      differs = List.copyOf(differs);
    }
  }
}
