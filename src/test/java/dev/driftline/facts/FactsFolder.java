package dev.driftline.facts;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.budget.Portions;
import dev.driftline.model.host.Host;
import dev.driftline.run.Catalog;
import dev.driftline.run.facts.Everything;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Files of facts for tests.
record FactsFolder(Path folder) {

  static final Header HEADER =
      new Header(
          "1.2.3",
          Instant.parse("2026-12-01T02:15:00Z"),
          "all",
          Everything.tables(),
          Map.of("db.example.org", List.of("10.0.0.9")),
          List.of("10.0.0.1"));

  /// Writes the facts of hosts.
  ///
  /// @param done the hosts in the order in which they were done
  Path write(String name, List<HostAnswers> hosts, List<HostAnswers> done) throws IOException {
    Path path = folder.resolve(name);
    try (FactsFile file = FactsFile.at(path)) {
      for (HostAnswers answers : done) {
        file.add(file.line(answers));
      }
      file.write(HEADER, hosts.stream().map(host -> host.host().name()).toList());
    }
    return path;
  }

  Path write(String name, List<HostAnswers> hosts) throws IOException {
    return write(name, hosts, hosts);
  }

  static StoredAnswers open(Path file) throws IOException {
    return new StoredAnswers(
        file, Catalog.probes(), Portions.of(256L << 20, 2, 1), Optional.empty());
  }

  /// The answers of a file to the questions that were asked.
  static List<HostAnswers> read(Path file, List<HostAnswers> asked) throws IOException {
    List<Host> hosts = asked.stream().map(HostAnswers::host).toList();
    List<HostAnswers> found = new ArrayList<>();
    open(file)
        .ask(
            hosts,
            host -> asked.get(hosts.indexOf(host)).answers().keySet(),
            (answers, _) -> answers,
            found::add);
    return found;
  }
}
