package dev.driftline.run.facts;

import dev.driftline.collect.AnswerSource;
import dev.driftline.facts.FactsFile;
import dev.driftline.facts.Header;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.HostResult;
import dev.driftline.model.Outcome;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.HostLocation;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.pair.AddressBook;
import dev.driftline.run.HostSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// Asks hosts and writes their answers to a file of facts, with all that judging them needs: for example, the addresses
/// of the hosts' names, because another machine may see others.
public final class FactsRun {

  private final List<Host> hosts;
  private final List<HostLocation> locations;
  private final Function<Host, ? extends Collection<Question>> questions;
  private final AnswerSource source;

  /// @param locations of every host of the inventory, asked or not: any of them may be the peer of a connection
  /// @param questions for one host
  public FactsRun(
      List<Host> hosts,
      List<HostLocation> locations,
      Function<Host, ? extends Collection<Question>> questions,
      AnswerSource source) {
    this.hosts = List.copyOf(hosts);
    this.locations = List.copyOf(locations);
    this.questions = questions;
    this.source = source;
  }

  /// What became of the hosts.
  ///
  /// @param asked     how many hosts are in the file
  /// @param unreached how many of them could not be asked, or only in part
  /// @param partly    how many of the others could not look at everything
  public record Gathered(int asked, int unreached, int partly) {

    /// 0 if every host could be looked at completely, else 4.
    public int exit() {
      return unreached == 0 && partly == 0 ? 0 : 4;
    }
  }

  /// A host that is done.
  private record Done(FactsFile.Line line, HostResult host, boolean whole) {}

  /// Asks all hosts, and puts the file together.
  ///
  /// @param version  of driftline
  /// @param pattern  of the hosts, as it was typed
  /// @param progress is told of each host when that host is done
  /// @throws IOException if the file could not be written
  public Gathered into(
      FactsFile file, String version, String pattern, Consumer<HostResult> progress)
      throws IOException {
    Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    int[] lost = {0, 0};
    try {
      source.ask(
          hosts,
          questions,
          (answers, _) -> new Done(file.line(answers), HostSummary.of(answers), isWhole(answers)),
          done -> {
            add(file, done.line());
            boolean unreached = done.host().outcome() instanceof Outcome.Unreachable;
            lost[0] += unreached ? 1 : 0;
            lost[1] += unreached || done.whole() ? 0 : 1;
            progress.accept(done.host());
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    file.write(
        new Header(
            version,
            started,
            pattern,
            Everything.tables(),
            source.addresses(AddressBook.namesToResolve(locations)),
            source.here()),
        hosts.stream().map(Host::name).toList());
    return new Gathered(hosts.size(), lost[0], lost[1]);
  }

  private static void add(FactsFile file, FactsFile.Line line) {
    try {
      file.add(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isWhole(HostAnswers answers) {
    return answers.answers().values().stream().allMatch(Answer::isWhole);
  }
}
