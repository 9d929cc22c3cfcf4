package dev.driftline.policy.outcome;

import dev.driftline.policy.Matcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A matcher whose truth follows when one of its leaves changes. Such a change takes as many steps as the matcher is deep
/// at most, however many leaves it has. At the beginning no leaf holds.
///
/// It may be used by one thread.
final class MatcherTree {

  /// A matcher with others in it, or a leaf. It holds if enough of what is in it holds; `not` turns that round.
  private static final class Node {
    private final int needed;
    private final boolean negated;
    private final List<Node> parents = new ArrayList<>(1);
    private int holding;

    Node(int needed, boolean negated) {
      this.needed = needed;
      this.negated = negated;
    }

    boolean holds() {
      return (holding >= needed) != negated;
    }

    void change(int by) {
      boolean before = holds();
      holding += by;
      if (holds() != before) {
        parents.forEach(parent -> parent.change(before ? -1 : 1));
      }
    }
  }

  /// A matcher without others in it. If it stands in several places, they share the leaf.
  static final class Leaf {
    private final Matcher matcher;
    private final Node node = new Node(1, false);

    Leaf(Matcher matcher) {
      this.matcher = matcher;
    }

    Matcher matcher() {
      return matcher;
    }

    void set(boolean holds) {
      if (node.holds() != holds) {
        node.change(holds ? 1 : -1);
      }
    }
  }

  private final Map<Matcher, Leaf> leaves = new LinkedHashMap<>();
  private final Node root;

  MatcherTree(Matcher matcher) {
    root = node(matcher);
  }

  boolean holds() {
    return root.holds();
  }

  List<Leaf> leaves() {
    return List.copyOf(leaves.values());
  }

  private Node node(Matcher matcher) {
    return switch (matcher) {
      case Matcher.OneOf(List<Matcher> choices, _) -> join(new Node(1, false), choices);
      case Matcher.AllOf(List<Matcher> all, _) -> join(new Node(all.size(), false), all);
      case Matcher.Not(Matcher inner, _) -> join(new Node(1, true), List.of(inner));
      case Matcher.Compare _, Matcher.Regex _, Matcher.Present _, Matcher.Clean _ ->
          leaves.computeIfAbsent(matcher, Leaf::new).node;
    };
  }

  private Node join(Node node, List<Matcher> inner) {
    for (Matcher each : inner) {
      Node child = node(each);
      child.parents.add(node);
      node.holding += child.holds() ? 1 : 0;
    }
    return node;
  }
}
