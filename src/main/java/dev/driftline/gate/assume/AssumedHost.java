package dev.driftline.gate.assume;

import dev.driftline.gate.assume.AssumedPackages.Fate;
import dev.driftline.gate.plan.Assumption;
import dev.driftline.gate.plan.Assumption.Kind;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.probe.libraries.LibrariesTable;
import dev.driftline.probe.packages.PackagesTable;
import dev.driftline.product.Products;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One host with assumed answers in place of observed ones. What runs or maps a file of a planned package is restarted,
/// and nothing else is.
///
/// @param then         the answers as if the plan were done
/// @param assumed      what the plan changes
/// @param moved        packages that are taken along
/// @param notMoved     packages of the same version that stay
/// @param done         assumptions that are fulfilled already
/// @param notInstalled assumptions about what the host does not have
/// @param versions     of packages then, by name: those that the plan is about, and those that are taken along. Empty
///     for those that will be removed
/// @param programs     versions of programs then, by file name; empty for those that will be removed
/// @param fresh        packages that the plan installs anew, without data and configuration from before
/// @param unread       why nothing could be assumed; empty if something could
public record AssumedHost(
    HostAnswers then,
    List<Change> assumed,
    List<Change> moved,
    List<Change> notMoved,
    List<Assumption> done,
    List<Missing> notInstalled,
    Map<String, Optional<Cell>> versions,
    Map<String, Optional<Cell>> programs,
    Set<String> fresh,
    Optional<String> unread) {

  /// An assumption about what the host does not have.
  ///
  /// @param hint what may have been meant
  public record Missing(Assumption assumption, Optional<String> hint) {}

  public AssumedHost {
    assumed = List.copyOf(assumed);
    moved = List.copyOf(moved);
    notMoved = List.copyOf(notMoved);
    done = List.copyOf(done);
    notInstalled = List.copyOf(notInstalled);
    versions = Map.copyOf(versions);
    programs = Map.copyOf(programs);
    fresh = Set.copyOf(fresh);
  }

  /// A host about which nothing is assumed.
  public static AssumedHost unchanged(HostAnswers now) {
    return new AssumedHost(
        now,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        Map.of(),
        Set.of(),
        Optional.empty());
  }

  /// The host after the plan was done.
  ///
  /// @param now         its answers, among them that to [PackagesTable#question] if a package is assumed
  /// @param assumptions about this host
  public static AssumedHost of(HostAnswers now, List<Assumption> assumptions, Products products) {
    String host = now.host().name();
    boolean packages = assumptions.stream().anyMatch(each -> each.kind() == Kind.PACKAGE);
    return switch (now.answers().get(PackagesTable.question())) {
      case Answer.Observed(List<Row> rows, _, _) ->
          new Building(now, AssumedPackages.of(host, rows, assumptions, products), assumptions)
              .built(Optional.empty());
      case Answer.Unknown(_, String why, _) when packages -> unread(now, assumptions, why);
      case Answer.Absent(String what) when packages ->
          unread(now, assumptions, "there is no " + what);
      case null ->
          packages
              ? unread(now, assumptions, unasked(now))
              : unread(now, assumptions, Optional.empty());
      case Answer.Unknown _, Answer.Absent _ -> unread(now, assumptions, Optional.empty());
    };
  }

  private static String unasked(HostAnswers now) {
    return switch (now.outcome()) {
      case Outcome.Unreachable(_, String detail, _) -> detail;
      case Outcome.Answered _ -> "its packages were not asked for";
    };
  }

  private static AssumedHost unread(HostAnswers now, List<Assumption> assumptions, String why) {
    return unread(
        now,
        assumptions,
        Optional.of("the packages of %s could not be read: %s".formatted(now.host().name(), why)));
  }

  /// Without packages only programs can be assumed.
  private static AssumedHost unread(
      HostAnswers now, List<Assumption> assumptions, Optional<String> why) {
    AssumedPackages none =
        AssumedPackages.of(now.host().name(), List.of(), List.of(), Products.shipped());
    return new Building(now, none, assumptions).built(why);
  }

  /// Whether something will be another thing than now.
  public boolean isChanged() {
    return !assumed.isEmpty() || !moved.isEmpty();
  }

  /// The same without the answers, which take much memory.
  public AssumedHost withoutAnswers() {
    HostAnswers none =
        new HostAnswers(then.host(), then.outcome(), Map.of(), Optional.empty(), then.elapsed());
    return new AssumedHost(
        none, assumed, moved, notMoved, done, notInstalled, versions, programs, fresh, unread);
  }

  /// Puts the answers together.
  private static final class Building {
    private final HostAnswers now;
    private final AssumedPackages packages;
    private final Map<String, Assumption> programs = new HashMap<>();
    private final Set<Assumption> running = new HashSet<>();
    private final Map<String, Optional<Cell>> ofRunning = new HashMap<>();
    private final List<Change> ofPrograms = new ArrayList<>();
    private final List<Assumption> done = new ArrayList<>();

    Building(HostAnswers now, AssumedPackages packages, List<Assumption> assumptions) {
      this.now = now;
      this.packages = packages;
      assumptions.stream()
          .filter(each -> each.kind() == Kind.PROGRAM)
          .forEach(each -> programs.put(each.name(), each));
    }

    AssumedHost built(Optional<String> unread) {
      Map<Question, Answer> then = new HashMap<>();
      now.answers().forEach((question, answer) -> then.put(question, then(question, answer)));
      List<Change> assumed = new ArrayList<>(packages.assumed());
      assumed.addAll(ofPrograms);
      List<Missing> missing = new ArrayList<>();
      packages
          .notInstalled()
          .forEach(each -> missing.add(new Missing(each, packages.near(each.name()))));
      programs.values().stream()
          .filter(each -> !running.contains(each))
          .forEach(each -> missing.add(new Missing(each, Optional.empty())));
      List<Assumption> fulfilled = new ArrayList<>(packages.done());
      fulfilled.addAll(done);
      Map<String, Optional<Cell>> versions = new HashMap<>();
      Set<String> fresh = new HashSet<>();
      packages
          .fates()
          .forEach((name, fate) -> {
            versions.put(name, fate.version().map(version -> packages.running(name, version)));
            if (fate.by().fresh()) {
              fresh.add(name);
            }
          });
      return new AssumedHost(
          new HostAnswers(
              now.host(), now.outcome(), then, now.noise(), now.elapsed(), now.verifiedAddress()),
          assumed,
          packages.moved(),
          packages.notMoved(),
          fulfilled,
          missing,
          versions,
          ofRunning,
          fresh,
          unread);
    }

    private Answer then(Question question, Answer answer) {
      if (!(answer instanceof Answer.Observed observed)) {
        return answer;
      }
      if (PackagesTable.isAskedBy(question)) {
        List<Row> rows = new ArrayList<>(packages.then(observed.rows()));
        packages.installedAnew().stream()
            .filter(
                row -> PackagesTable.wants(question, row.text(PackagesTable.NAME).orElseThrow()))
            .forEach(rows::add);
        return new Answer.Observed(rows, observed.coverage(), observed.gap());
      }
      return LibrariesTable.isAskedBy(question)
          ? new Answer.Observed(
              observed.rows().stream().flatMap(row -> mapped(row).stream()).toList(),
              observed.coverage(),
              observed.gap())
          : answer;
    }

    /// A program or a library as it will be mapped; empty if it will be removed.
    private Optional<Row> mapped(Row row) {
      Optional<Assumption> program = program(row);
      if (program.isPresent()) {
        return Optional.of(program(row, program.get()));
      }
      String name = row.text(LibrariesTable.PACKAGE).orElse("");
      Fate fate = packages.fates().get(name);
      return fate == null
          ? Optional.of(row)
          : fate.version()
              .map(version -> LibrariesTable.restarted(row, packages.running(name, version)));
    }

    private Optional<Assumption> program(Row row) {
      return LibrariesTable.isProgram(row)
          ? row.text(LibrariesTable.PATH)
              .map(path -> path.substring(path.lastIndexOf('/') + 1))
              .flatMap(file -> Optional.ofNullable(programs.get(file)))
          : Optional.empty();
    }

    private Row program(Row row, Assumption by) {
      Optional<String> from = row.text(LibrariesTable.VERSION);
      Optional<String> to = by.version();
      Cell then =
          to.map(version ->
                  PlannedVersion.of(
                      row.text(LibrariesTable.MANAGER).orElse(""), from.orElse(""), version))
              .orElse(Cell.unread("it will be removed"));
      if (running.add(by)) {
        ofRunning.put(by.name(), to.map(_ -> then));
        if (from.isPresent() && PlannedVersion.isDone(from.get(), then)) {
          done.add(by);
        } else {
          ofPrograms.add(
              new Change(
                  now.host().name(),
                  by.name(),
                  from.orElse("unknown"),
                  AssumedPackages.shown(then),
                  by.at()));
        }
      }
      return LibrariesTable.restarted(row, then);
    }
  }
}
