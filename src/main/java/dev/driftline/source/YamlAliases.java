package dev.driftline.source;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The anchors of one YAML document, and what its aliases stand for. An alias takes the node of its anchor, and no node
/// is copied. But whoever reads the document meets the node at each alias, so their sum is bounded: each level of
/// aliases to lists of aliases doubles it.
///
/// In an inventory, each of many hosts may have its `<<: *defaults`. So what aliases stand for may grow there with what
/// is written.
final class YamlAliases {

  private static final int MAX_ALIASES = 20;
  private static final int MAX_REPEATED = 10_000;

  /// How many values aliases may stand for in an inventory, for each value that is written. A host with `<<: *defaults`
  /// has four at least: its name, its mapping, `<<`, and the alias.
  private static final int REPEATED_A_NODE = 100;

  private static final int CHARACTERS_OF_A_NODE = 64;

  private final boolean inventory;
  private final Set<String> begun = new HashSet<>();
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int aliases;

  /// The number of nodes so far, those that aliases stand for among them.
  private long nodes;

  /// The part of `nodes` that aliases stand for.
  private long repeated;

  /// The number of nodes and aliases that are written.
  private long written;

  /// A node with an anchor.
  ///
  /// @param size the number of its nodes
  private record Anchored(YamlNode node, long size) {}

  YamlAliases(boolean inventory) {
    this.inventory = inventory;
  }

  /// Counts a node that is written, before its members.
  ///
  /// @return the place in the count, for [#define]
  long count() {
    written++;
    return nodes++;
  }

  /// Counts a long text as several nodes, so that aliases cannot repeat it without end.
  void countText(int characters) {
    nodes += characters / CHARACTERS_OF_A_NODE;
  }

  /// Notes a node that was read whole, so an alias within it is unknown and refused.
  ///
  /// @param before what [#count] gave for it
  void define(String anchor, YamlNode node, long before, SourceLocation at) {
    if (anchors.put(anchor, new Anchored(node, nodes - before)) != null) {
      throw new YamlRefused(at, "anchor &%s stands twice".formatted(anchor), "name it otherwise");
    }
  }

  /// Notes the anchor of a node that is being read.
  void begin(String anchor) {
    begun.add(anchor);
  }

  /// The node that an alias stands for.
  ///
  /// @param key before the alias on its line, with a colon and a blank; may be empty
  YamlNode resolve(String anchor, SourceLocation at, String key) {
    Anchored target = anchors.get(anchor);
    if (target == null && !begun.contains(anchor)) {
      // a host pattern, most likely: `hosts: *-old`
      throw new YamlRefused(
          at,
          "a text that begins with * is an alias in YAML",
          "`%s\"*%s\"`".formatted(key, anchor));
    }
    if (target == null) {
      throw new YamlRefused(
          at,
          "alias *%s stands for nothing before it".formatted(anchor),
          "define &%s first; an anchor may not contain itself".formatted(anchor));
    }
    if (++aliases > MAX_ALIASES && !inventory) {
      throw new YamlRefused(at, "more than %d aliases".formatted(MAX_ALIASES), "write it out");
    }
    written++;
    nodes += target.size();
    repeated += target.size();
    long most = MAX_REPEATED + (inventory ? REPEATED_A_NODE * written : 0);
    if (repeated > most) {
      throw new YamlRefused(
          at,
          "aliases stand for more than %d values".formatted(most),
          inventory ? "write what they share into the vars of a group" : "write it out");
    }
    return target.node();
  }
}
