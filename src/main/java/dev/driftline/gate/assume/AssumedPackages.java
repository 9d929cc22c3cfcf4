package dev.driftline.gate.assume;

import dev.driftline.gate.plan.Assumption;
import dev.driftline.gate.plan.Assumption.Kind;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.probe.packages.PackagesTable;
import dev.driftline.product.Products;
import dev.driftline.source.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The packages of one host, as a plan says they will be.
///
/// A planned package takes along those of the same product, the same role and the same installed version: with
/// `mariadb-server` goes `mariadb-server-core`, which has the program.
final class AssumedPackages {

  /// What becomes of a package.
  ///
  /// @param version then; empty if it is removed
  record Fate(Assumption by, Optional<Cell> version) {}

  private final String host;
  private final List<Row> installed;
  private final Products products;
  private final Map<String, Fate> fates = new LinkedHashMap<>();
  private final List<Change> assumed = new ArrayList<>();
  private final List<Change> moved = new ArrayList<>();
  private final List<Change> notMoved = new ArrayList<>();
  private final List<Assumption> done = new ArrayList<>();
  private final List<Assumption> notInstalled = new ArrayList<>();

  private AssumedPackages(String host, List<Row> installed, Products products) {
    this.host = host;
    this.installed = installed;
    this.products = products;
  }

  /// @param installed all packages of the host
  static AssumedPackages of(
      String host, List<Row> installed, List<Assumption> assumptions, Products products) {
    AssumedPackages packages = new AssumedPackages(host, installed, products);
    List<Assumption> ofPackages =
        assumptions.stream().filter(each -> each.kind() == Kind.PACKAGE).toList();
    // what the plan names goes before what is only taken along
    ofPackages.forEach(packages::assume);
    ofPackages.forEach(packages::takeAlong);
    packages.lookForTheRest();
    return packages;
  }

  private Stream<Row> named(String name) {
    return installed.stream().filter(row -> name(row).equals(name));
  }

  private static String name(Row row) {
    return row.text(PackagesTable.NAME).orElse("");
  }

  private static Optional<String> version(Row row) {
    return row.text(PackagesTable.VERSION);
  }

  private static String manager(Row row) {
    return row.text(PackagesTable.MANAGER).orElse("");
  }

  private void assume(Assumption assumption) {
    Optional<Row> now =
        named(assumption.name()).filter(row -> version(row).isPresent()).findFirst();
    if (now.isPresent()) {
      change(assumption, now.get());
    } else if (assumption.version().isEmpty()) {
      done.add(assumption);
    } else if (assumption.fresh()) {
      install(assumption, assumption.version().get());
    } else {
      notInstalled.add(assumption);
    }
  }

  private void change(Assumption assumption, Row now) {
    String from = version(now).orElseThrow();
    Optional<Cell> then = then(assumption, now);
    fates.put(assumption.name(), new Fate(assumption, then));
    if (then.filter(cell -> PlannedVersion.isDone(from, cell)).isPresent()) {
      done.add(assumption);
    } else {
      assumed.add(changed(assumption, assumption.name(), from, then));
    }
  }

  private static Optional<Cell> then(Assumption assumption, Row now) {
    return assumption
        .version()
        .map(to -> PlannedVersion.of(manager(now), version(now).orElseThrow(), to));
  }

  private void install(Assumption assumption, String to) {
    fates.put(assumption.name(), new Fate(assumption, Optional.of(Cell.text(to))));
    assumed.add(new Change(host, assumption.name(), "absent", to, assumption.at()));
  }

  private Change changed(Assumption by, String name, String from, Optional<Cell> then) {
    return new Change(host, name, from, then.map(AssumedPackages::shown).orElse(by.to()), by.at());
  }

  static String shown(Cell version) {
    return switch (version) {
      case Cell.Text(String text) -> text;
      case Cell.Cut(String beginning, _) -> beginning + "…";
      case Cell.None _, Cell.Unread _ -> "?";
    };
  }

  private void takeAlong(Assumption assumption) {
    Optional<PackagePart> part = PackagePart.of(products, assumption.name());
    Optional<String> from =
        named(assumption.name()).flatMap(row -> version(row).stream()).findFirst();
    if (part.isEmpty() || from.isEmpty()) {
      return;
    }
    for (Row row : installed) {
      String name = name(row);
      if (!fates.containsKey(name)
          && version(row).equals(from)
          && PackagePart.of(products, name).equals(part)) {
        Optional<Cell> then = then(assumption, row);
        fates.put(name, new Fate(assumption, then));
        if (then.filter(cell -> PlannedVersion.isDone(from.get(), cell)).isEmpty()) {
          moved.add(changed(assumption, name, from.get(), then));
        }
      }
    }
  }

  /// What has the version of a planned package, and stays.
  private void lookForTheRest() {
    Map<String, Assumption> versions = new LinkedHashMap<>();
    for (Change change : assumed) {
      Optional.ofNullable(fates.get(change.name()))
          .ifPresent(fate -> versions.putIfAbsent(change.from(), fate.by()));
    }
    for (Row row : installed) {
      Assumption by = version(row).map(versions::get).orElse(null);
      if (by != null && !fates.containsKey(name(row))) {
        String stays = version(row).orElseThrow();
        notMoved.add(new Change(host, name(row), stays, stays, by.at()));
      }
    }
  }

  /// What becomes of packages, by name. A package that is not here stays as it is.
  Map<String, Fate> fates() {
    return fates;
  }

  /// The rows of a table of packages, narrowed or not, as they will be.
  List<Row> then(List<Row> rows) {
    List<Row> then = new ArrayList<>();
    for (Row row : rows) {
      Fate fate = fates.get(name(row));
      if (fate == null || version(row).isEmpty()) {
        then.add(row);
      } else {
        fate.version()
            .map(version -> settled(row, version))
            .ifPresent(version -> then.add(PackagesTable.with(row, version)));
      }
    }
    return then;
  }

  /// A package that has the planned version keeps its revision, which is known.
  private static Cell settled(Row row, Cell version) {
    String installed = version(row).orElseThrow();
    return PlannedVersion.isDone(installed, version) ? Cell.text(installed) : version;
  }

  /// The version that a file of a planned package will have.
  Cell running(String name, Cell planned) {
    return named(name)
        .filter(row -> version(row).isPresent())
        .findFirst()
        .map(row -> settled(row, planned))
        .orElse(planned);
  }

  /// The rows of packages that are newly installed.
  List<Row> installedAnew() {
    Optional<String> manager = installed.stream().map(AssumedPackages::manager).findFirst();
    return fates.entrySet().stream()
        .filter(entry -> named(entry.getKey()).findAny().isEmpty())
        .map(entry ->
            PackagesTable.planned(
                entry.getKey(), entry.getValue().version().orElseThrow(), manager.orElse("")))
        .toList();
  }

  List<Change> assumed() {
    return List.copyOf(assumed);
  }

  List<Change> moved() {
    return List.copyOf(moved);
  }

  List<Change> notMoved() {
    return List.copyOf(notMoved);
  }

  /// Assumptions that the host fulfils already.
  List<Assumption> done() {
    return List.copyOf(done);
  }

  List<Assumption> notInstalled() {
    return List.copyOf(notInstalled);
  }

  /// Names of installed packages that somebody may have meant.
  Optional<String> near(String name) {
    return Suggestion.near(name, installed.stream().map(AssumedPackages::name).distinct());
  }
}
