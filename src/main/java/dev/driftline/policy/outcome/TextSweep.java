package dev.driftline.policy.outcome;

import dev.driftline.policy.Matcher;
import dev.driftline.policy.Matcher.Compare;
import dev.driftline.policy.Matcher.Operand.Literal;
import dev.driftline.policy.Matcher.Operator;
import dev.driftline.policy.outcome.MatcherTree.Leaf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes the [Sweep] of values that have no order: some texts, or all others. An expression is tried on each text, which
/// costs more than all else.
///
/// `<` beside a text is open: it asks for the number that the text is.
final class TextSweep {

  private static final long COST_OF_EXPRESSION = 100;

  /// `=` and `!=`, by their literals.
  private final Map<String, List<Leaf>> equalities = new HashMap<>();

  /// What is tried on each text: expressions and `clean`.
  private final List<Leaf> tried = new ArrayList<>();

  private final List<Leaf> open = new ArrayList<>();

  TextSweep(List<Leaf> leaves) {
    for (Leaf leaf : leaves) {
      switch (leaf.matcher()) {
        case Compare(Operator operator, Literal(String literal), _) when !operator.isOrder() ->
            equalities.computeIfAbsent(literal, _ -> new ArrayList<>()).add(leaf);
        case Matcher.Regex _, Matcher.Clean _ -> tried.add(leaf);
        default -> open.add(leaf);
      }
    }
  }

  /// These texts.
  Sweep of(List<String> texts) {
    List<Runnable> steps = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      String before = i == 0 ? "" : texts.get(i - 1);
      Runnable leave = i == 0 ? this::leaveAll : () -> set(before, false);
      steps.add(() -> {
        leave.run();
        set(text, true);
        tried.forEach(leaf -> leaf.set(holds(leaf.matcher(), text)));
      });
    }
    long cost = 3L * equalities.size() + COST_OF_EXPRESSION * texts.size() * tried.size();
    return new Sweep(open, steps, cost);
  }

  /// All texts that no leaf names. What expressions and `clean` say of them is open.
  Sweep ofOthers() {
    List<Leaf> all = new ArrayList<>(open);
    all.addAll(tried);
    return new Sweep(all, List.of(this::leaveAll), equalities.size());
  }

  /// The literals of `=` and `!=`.
  List<String> literals() {
    return List.copyOf(equalities.keySet());
  }

  private void leaveAll() {
    equalities.keySet().forEach(literal -> set(literal, false));
  }

  /// Sets what compares with `literal` for a value that equals it, or does not.
  private void set(String literal, boolean equal) {
    for (Leaf leaf : equalities.getOrDefault(literal, List.of())) {
      leaf.set(
          leaf.matcher() instanceof Compare compare && compare.operator().holds(equal ? 0 : 1));
    }
  }

  private static boolean holds(Matcher matcher, String text) {
    return matcher instanceof Matcher.Regex(var expression, _)
        ? expression.isIn(text)
        : text.isBlank();
  }
}
