package dev.driftline.judge;

import dev.driftline.model.Peers;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.policy.Check;
import dev.driftline.text.HostRanges;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Counts which hosts have which value of the things that must be the same everywhere.
///
/// Peers of a thing are all hosts of the inventory that the check covers and that have the thing, or of which that
/// could not be told. A value that more than half of them have is the majority.
///
/// First all hosts are added, then it is asked. Not thread-safe.
public final class SameTally {

  /// Of the values of one thing, for reports.
  private static final int MOST_VALUES = 10;

  private final String pattern;
  private final List<String> unasked = new ArrayList<>();

  /// Hosts that may have any thing.
  private final List<String> untold = new ArrayList<>();

  private final Map<String, Thing> things = new LinkedHashMap<>();

  /// @param pattern names the hosts that the check covers, for advice
  public SameTally(String pattern) {
    this.pattern = pattern;
  }

  /// A host that the check covers, and that was not selected.
  public void unasked(String host) {
    unasked.add(host);
  }

  /// A host that was asked, in the order of the inventory.
  public void add(Check check, String host, SameRows rows) {
    for (SameRows.Thing each : rows.things()) {
      things
          .computeIfAbsent(each.id(), id -> new Thing(id, name(check, each)))
          .add(host, each, rows.isOpen());
    }
    if (rows.isOpen()) {
      untold.add(host);
    }
  }

  /// What a thing is called: `openssl`. The same package of another architecture is another thing with that name.
  static String name(Check check, SameRows.Thing thing) {
    return check.table().has(TableDefinition.Trait.DESCRIBES_HOST)
        ? check.table().name()
        : Wording.subject(check.table().subject(), thing.row());
  }

  Optional<Thing> of(String id) {
    return Optional.ofNullable(things.get(id));
  }

  Iterable<Thing> things() {
    return things.values();
  }

  /// Whether the check covers one host only.
  boolean isOfOneHost(int asked) {
    return asked + unasked.size() == 1;
  }

  /// A value and how many hosts have it.
  record Counted(SameRows.Value value, int hosts) {}

  /// What the hosts have of one thing.
  final class Thing {

    private final String id;
    private final String name;
    private final Map<String, Counted> values = new HashMap<>();

    /// Hosts that have it, with a value that could not be told, and of which all else was told.
    private final List<String> unread = new ArrayList<>();

    private int holders;

    private Thing(String id, String name) {
      this.id = id;
      this.name = name;
    }

    private void add(String host, SameRows.Thing thing, boolean open) {
      if (thing.value().isPresent()) {
        holders++;
        SameRows.Value value = thing.value().get();
        values.merge(
            value.id(),
            new Counted(value, 1),
            (one, _) -> new Counted(one.value(), one.hosts() + 1));
      } else if (!open) {
        unread.add(host);
      }
    }

    String id() {
      return id;
    }

    String name() {
      return name;
    }

    /// How many hosts have it for certain.
    int holders() {
      return holders + unread.size();
    }

    /// How many hosts may have it, with whatever value.
    int unknown() {
      return unread.size() + untold.size() + unasked.size();
    }

    int peers() {
      return holders + unknown();
    }

    /// Whether one host has it, and all others were told not to.
    boolean isAlone() {
      return peers() == 1 && holders == 1;
    }

    /// The value that more than half of the peers have.
    Optional<Counted> majority() {
      return values.values().stream().filter(value -> 2L * value.hosts() > peers()).findFirst();
    }

    /// Whether more than half of the peers have this value.
    boolean isMajority(SameRows.Value value) {
      Counted counted = values.get(value.id());
      return counted != null && 2L * counted.hosts() > peers();
    }

    /// Those of most hosts first.
    List<Peers.Value> values() {
      return values.values().stream()
          .map(counted -> new Peers.Value(counted.value().shown(), counted.hosts()))
          .sorted(
              Comparator.comparingInt(Peers.Value::hosts)
                  .reversed()
                  .thenComparing(Peers.Value::value))
          .toList();
    }

    Peers told() {
      return new Peers(peers(), unknown(), values().stream().limit(MOST_VALUES).toList());
    }

    /// Whether some of the peers were not asked at all.
    boolean hasUnasked() {
      return !unasked.isEmpty();
    }

    /// Which peers are missing: `5 of 9 peers were not asked (web[5-9])`.
    String missing() {
      List<String> others = new ArrayList<>(unread);
      others.addAll(untold);
      List<String> parts = new ArrayList<>();
      if (!unasked.isEmpty()) {
        parts.add(part(unasked, "were not asked", "was not asked"));
      }
      if (!others.isEmpty()) {
        parts.add(part(others, "could not be told", "could not be told"));
      }
      return String.join(", and ", parts);
    }

    private String part(List<String> hosts, String many, String one) {
      return "%d of %d peers %s (%s)"
          .formatted(hosts.size(), peers(), hosts.size() == 1 ? one : many, HostRanges.of(hosts));
    }

    /// What to do about peers that were not asked.
    Optional<String> advice(Check check) {
      String typed = pattern.matches("[A-Za-z0-9_.,-]+") ? pattern : "'" + pattern + "'";
      return unasked.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "ask the whole group: `driftline check %s --check %s`"
                  .formatted(typed, check.info().id()));
    }
  }
}
