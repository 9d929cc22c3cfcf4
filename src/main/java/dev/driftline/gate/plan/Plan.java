package dev.driftline.gate.plan;

import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a gate assumes, and what it was told.
///
/// @param name    of the plan; empty if only the command line says what is assumed
/// @param sources the texts that it was read from, for problems
public record Plan(
    Optional<String> name,
    List<Assumption> assumptions,
    List<Told> told,
    List<SourceFile> sources) {

  public Plan {
    assumptions = List.copyOf(assumptions);
    told = List.copyOf(told);
    sources = List.copyOf(sources);
  }

  /// The text that holds a place of the plan.
  SourceFile source(SourceLocation at) {
    return sources.stream()
        .filter(source -> source.name().equals(at.file()))
        .findFirst()
        .orElseThrow();
  }

  /// This plan and another one together.
  public Plan and(Plan other) {
    List<Assumption> all = new ArrayList<>(assumptions);
    all.addAll(other.assumptions);
    List<Told> allTold = new ArrayList<>(told);
    allTold.addAll(other.told);
    List<SourceFile> allSources = new ArrayList<>(sources);
    allSources.addAll(other.sources);
    return new Plan(name.or(other::name), all, allTold, allSources);
  }
}
