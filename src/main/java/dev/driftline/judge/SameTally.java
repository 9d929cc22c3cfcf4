package dev.driftline.judge;

import dev.driftline.model.Peers;
import dev.driftline.model.table.Row;
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
import org.jspecify.annotations.Nullable;

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

  /// The names of these hosts, which are the same in thousands of sentences; empty until they are asked for.
  private String unaskedNames = "";

  private String untoldNames = "";

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
    return name(check, thing.row());
  }

  static String name(Check check, Row row) {
    return check.table().has(TableDefinition.Trait.DESCRIBES_HOST)
        ? check.table().name()
        : Wording.subject(check.table().subject(), row);
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

  /// What the values of one thing come to.
  private record Summary(Optional<Counted> majority, Peers told) {}

  /// What the hosts have of one thing.
  final class Thing {

    private final String id;
    private final String name;
    private final Map<String, Counted> values = new HashMap<>();

    /// Hosts that have it, with a value that could not be told, and of which all else was told.
    private final List<String> unread = new ArrayList<>();

    private int holders;

    /// Made once, when all hosts were added.
    private String missing = "";

    private @Nullable Summary summary;

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
      return counted().majority();
    }

    /// Whether more than half of the peers have this value.
    boolean isMajority(SameRows.Value value) {
      return majority().filter(most -> most.value().id().equals(value.id())).isPresent();
    }

    /// How many different values there are.
    int differing() {
      return values.size();
    }

    Peers told() {
      return counted().told();
    }

    /// Counted once: each of thousands of hosts may have a value of its own, and each is compared with them.
    private Summary counted() {
      Summary known = summary;
      if (known == null) {
        known =
            new Summary(
                values.values().stream().filter(value -> 2L * value.hosts() > peers()).findFirst(),
                new Peers(peers(), unknown(), most()));
        summary = known;
      }
      return known;
    }

    /// The values of most hosts first.
    private List<Peers.Value> most() {
      return values.values().stream()
          .map(counted -> new Peers.Value(counted.value().shown(), counted.hosts()))
          .sorted(
              Comparator.comparingInt(Peers.Value::hosts)
                  .reversed()
                  .thenComparing(Peers.Value::value))
          .limit(MOST_VALUES)
          .toList();
    }

    /// Whether some of the peers were not asked at all.
    boolean hasUnasked() {
      return !unasked.isEmpty();
    }

    /// Which peers are missing: `5 of 9 peers were not asked (web[5-9])`.
    String missing() {
      if (missing.isEmpty()) {
        List<String> parts = new ArrayList<>();
        if (!unasked.isEmpty()) {
          unaskedNames = unaskedNames.isEmpty() ? HostRanges.of(unasked) : unaskedNames;
          parts.add(part(unasked.size(), unaskedNames, "were not asked", "was not asked"));
        }
        if (!unread.isEmpty() || !untold.isEmpty()) {
          int others = unread.size() + untold.size();
          parts.add(part(others, others(), "could not be told", "could not be told"));
        }
        missing = String.join(", and ", parts);
      }
      return missing;
    }

    private String others() {
      if (unread.isEmpty()) {
        untoldNames = untoldNames.isEmpty() ? HostRanges.of(untold) : untoldNames;
        return untoldNames;
      }
      List<String> others = new ArrayList<>(unread);
      others.addAll(untold);
      return HostRanges.of(others);
    }

    private String part(int hosts, String names, String many, String one) {
      return "%d of %d peers %s (%s)".formatted(hosts, peers(), hosts == 1 ? one : many, names);
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
