package dev.driftline.product.compat.lint;

import dev.driftline.product.compat.CompatTable;
import dev.driftline.product.compat.Compatible;
import dev.driftline.product.compat.CountedVersion;
import dev.driftline.product.compat.Party;
import dev.driftline.product.compat.Side;
import dev.driftline.product.compat.TableProduct;
import dev.driftline.product.compat.TableRow;
import dev.driftline.product.compat.VersionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// Finds versions of a client and a server of which no row says whether the client can log in. Tried is each version at
/// which a range begins or ends, with its neighbours, and the last one that is known.
final class TableGaps {

  private static final CountedVersion ANY_VERSION = new CountedVersion(List.of(1L), "", false);

  private final CompatTable table;
  private final List<TableRow> logins;

  TableGaps(CompatTable table) {
    this.table = table;
    this.logins =
        table.rows().stream()
            .filter(row -> CompatTable.LOGIN.contains(row.topic()))
            .filter(row -> row.compatible() == Compatible.OK || !row.client().any())
            .toList();
  }

  /// A pair of products with versions that no row is about.
  ///
  /// @param client the first of them, in words: `libmariadb 3.0.7`
  /// @param server its server
  /// @param points how many there are
  record Gap(String client, String server, int points) {}

  List<Gap> find() {
    List<Gap> gaps = new ArrayList<>();
    table
        .pairs()
        .forEach((client, servers) -> {
          for (String server : servers) {
            Optional<TableProduct> one = table.product(client);
            Optional<TableProduct> other = table.product(server);
            if (one.isPresent() && other.isPresent()) {
              gap(one.get(), other.get()).ifPresent(gaps::add);
            }
          }
        });
    return gaps;
  }

  private Optional<Gap> gap(TableProduct client, TableProduct server) {
    List<TableRow> about =
        logins.stream()
            .filter(row -> !row.client().rangesOf(client).isEmpty())
            .filter(row -> !row.server().rangesOf(server).isEmpty())
            .toList();
    Optional<Gap> first = Optional.empty();
    int points = 0;
    for (Party theirs : points(server, TableRow::server)) {
      for (Party ours : points(client, TableRow::client)) {
        if (about.stream().noneMatch(row -> row.isAbout(ours, theirs))) {
          points++;
          first = first.or(() -> Optional.of(new Gap(ours.words(), theirs.words(), 0)));
        }
      }
    }
    int all = points;
    return first.map(gap -> new Gap(gap.client(), gap.server(), all));
  }

  private List<Party> points(TableProduct product, Function<TableRow, Side> side) {
    TreeSet<CountedVersion> versions = new TreeSet<>();
    Optional<CountedVersion> last = table.knownUntil(product);
    last.ifPresent(versions::add);
    table.rows().stream()
        .flatMap(row -> side.apply(row).rangesOf(product).stream())
        .flatMap(TableGaps::ends)
        .flatMap(TableGaps::around)
        .filter(version -> last.filter(version::isBehind).isEmpty())
        .forEach(versions::add);
    if (versions.isEmpty()) {
      versions.add(ANY_VERSION);
    }
    return versions.stream()
        .map(version -> new Party(Optional.of(product), Optional.of(version), false))
        .toList();
  }

  private static Stream<CountedVersion> ends(VersionRange range) {
    return Stream.concat(range.from().stream(), range.to().stream())
        .map(VersionRange.Bound::version);
  }

  private static Stream<CountedVersion> around(CountedVersion version) {
    return Stream.concat(version.previous().stream(), Stream.of(version, version.next()));
  }
}
