package dev.driftline.run.gate;

import dev.driftline.gate.assume.AssumedHost;
import dev.driftline.model.gate.Compatible;
import dev.driftline.model.gate.PairRule;
import dev.driftline.model.gate.PairRule.Weight;
import dev.driftline.model.table.Cell;
import dev.driftline.pair.PairEnds.Installed;
import dev.driftline.text.Escape;
import java.util.List;
import java.util.Optional;

/// What a plan does to one end of a pair.
///
/// @param name    of the package or the program
/// @param version then; empty if the end will be removed
/// @param fresh   whether it is installed anew
record Fate(String name, Optional<Cell> version, boolean fresh) {

  /// The fate of an end on this host; empty if the plan leaves it as it is.
  static Optional<Fate> of(Installed end, AssumedHost host) {
    Optional<Fate> ofProgram =
        end.program()
            .filter(host.programs()::containsKey)
            .map(name ->
                new Fate(name, host.programs().getOrDefault(name, Optional.empty()), false));
    return ofProgram.or(() ->
        end.ofPackage()
            .filter(host.versions()::containsKey)
            .map(name ->
                new Fate(
                    name,
                    host.versions().getOrDefault(name, Optional.empty()),
                    host.fresh().contains(name))));
  }

  /// A removed server or library is a rule of its own; empty if it is not removed.
  Optional<PairRule> removed(boolean server) {
    return version.isPresent()
        ? Optional.empty()
        : Optional.of(
            new PairRule(
                "removed",
                "removed",
                Compatible.BROKEN,
                Weight.TOLD,
                "",
                "The plan removes %s, which the %s needs."
                    .formatted(Escape.sentence(name), server ? "server" : "client"),
                server
                    ? "Move its clients to another server first."
                    : "Install another client library first.",
                List.of("the plan"),
                List.of()));
  }
}
