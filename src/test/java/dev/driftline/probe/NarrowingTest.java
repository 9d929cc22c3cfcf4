package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Columns;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.probe.kit.Probe;
import dev.driftline.run.Catalog;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A stored answer stands for a question only if it was asked for as much.
class NarrowingTest {

  private static final Columns SOCKETS =
      Objects.requireNonNull(Catalog.tables().get("sockets")).columns();

  @ParameterizedTest(name = "{0}: asked {1}, wanted {2}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "packages | | names=openssl | true",
        "packages | names=bash,openssl | names=openssl | true",
        "packages | names=openssl | names=bash,openssl | false",
        "packages | names=openssl | | false",
        "processes | | names=sshd | true",
        "processes | names=sshd | names=cron | false",
        "fds | | descriptors=1,2 | true",
        "fds | descriptors=0,1,2 | descriptors=1,2;names=sshd | true",
        "fds | descriptors=0,1,2;names=cron | descriptors=1,2;names=sshd | false",
        "fds | descriptors=0,1,2 | | false",
        "fds | descriptors=0,1,2 | descriptors=2;columns=other_end | false",
        "fds | columns=command,other_end | descriptors=2;columns=other_end | true",
        "fds | columns=other_end | descriptors=2 | true",
        "command | command=true | command=true | true",
        "command | command=true | command=true;user=bind | false",
        "command | command=true;timeout=10s | command=true | false",
        "sockets | | ports=3306 | true",
        "sockets | | ports=3306,/run/mysqld/mysqld.sock | false",
        "sockets | ports=3306,5432 | ports=3306 | true",
        "sockets | ports=3306 | ports=3306,5432 | false",
        "sockets | ports=3306 | | false",
        "sockets | ports=5,/var/run/x | ports=/run/x | true",
        "libraries | | libraries=libmariadb | true",
        "libraries | | processes=mysqld;libraries=libmariadb | true",
        "libraries | | processes=mysqld | false",
        "libraries | | processes=mysqld;libraries=libssl | false",
        "libraries | | ports=3306 | false",
        "libraries | ports=3306,5432 | ports=3306 | true",
        "libraries | ports=3306 | | false",
        "libraries | processes=mysqld,cron | processes=cron | true",
        "libraries | processes=mysqld | processes=cron | false",
        "libraries | processes=mysqld | | false",
        "host | | | true",
      })
  void anAnswerStandsForAQuestionThatAsksNoMore(
      String probe, String asked, String wanted, boolean stands) {
    assertThat(probe(probe).covers(question(probe, asked), question(probe, wanted)))
        .isEqualTo(stands);
  }

  @Test
  void everythingStandsForAnyQuestionOfAProbeWithoutParameters() {
    for (Probe probe : Catalog.probes().values()) {
      Question plain = new Question(probe.definition().name());
      boolean needsOne =
          probe.definition().parameters().stream().anyMatch(parameter -> parameter.required());
      assertThat(probe.everything().stream().anyMatch(asked -> probe.covers(asked, plain)))
          .as(probe.definition().name())
          .isEqualTo(!needsOne);
    }
  }

  @Test
  void ofAllSocketsThoseOfTheWantedPlacesStay() {
    Row client = socket("tcp", Map.of("local_port", "48122", "peer_port", "3306"));
    Row other = socket("tcp", Map.of("local_port", "22", "peer_port", "40000"));
    Row unix = socket("unix", Map.of("local", "/var/run/mysqld/mysqld.sock:77", "peer", "*:78"));
    Row ofItsClient = socket("unix", Map.of("local", "*:78", "peer", "/run/mysqld/mysqld.sock:77"));
    Row unixOfOther = socket("unix", Map.of("local", "/run/redis.sock"));
    Answer.Observed all =
        observed(List.of(client, other, unix, ofItsClient, unixOfOther), Optional.of("cut"));
    Question asked = question("sockets", "ports=3306,22,/run/mysqld/mysqld.sock,/run/redis.sock");
    assertThat(
            probe("sockets")
                .narrowed(all, asked, question("sockets", "ports=3306,/run/mysqld/mysqld.sock")))
        .isEqualTo(observed(List.of(client, unix, ofItsClient), Optional.of("cut")));
  }

  /// A row whose port could not be read may be a connection to the server.
  @Test
  void aSocketWhosePortIsUnreadStays() {
    Row unread =
        Row.of(SOCKETS, Map.of("protocol", Cell.text("tcp"), "local_port", Cell.unread("no")));
    Answer.Observed all = observed(List.of(unread), Optional.empty());
    assertThat(
            probe("sockets")
                .narrowed(all, new Question("sockets"), question("sockets", "ports=3306")))
        .isEqualTo(all);
  }

  @Test
  void theRowForUnlistedDescriptorsGoesWhereOnlyTheStandardOnesAreWanted() {
    Columns columns = Objects.requireNonNull(Catalog.tables().get("fds")).columns();
    Row stderr = Row.of(columns, Map.of("fd", Cell.text("2")));
    Row above = Row.of(columns, Map.of("fd", Cell.text("7")));
    Row denied = Row.of(columns, Map.of("fd", Cell.unread("Permission denied")));
    Answer.Observed all = observed(List.of(stderr, above, denied), Optional.empty());
    Question wanted = question("fds", "descriptors=1,2");
    assertThat(probe("fds").narrowed(all, new Question("fds"), wanted))
        .isEqualTo(observed(List.of(stderr), Optional.empty()));
    // where only some processes were looked at, such a row may stand for others
    assertThat(probe("fds").narrowed(all, question("fds", "names=sshd"), wanted))
        .isEqualTo(observed(List.of(stderr, denied), Optional.empty()));
  }

  private static Row socket(String protocol, Map<String, String> texts) {
    Map<String, Cell> cells = new TreeMap<>(Map.of("protocol", Cell.text(protocol)));
    texts.forEach((column, text) -> cells.put(column, Cell.text(text)));
    return Row.of(SOCKETS, cells);
  }

  private static Answer.Observed observed(List<Row> rows, Optional<String> gap) {
    return new Answer.Observed(rows, Optional.empty(), gap);
  }

  private static Probe probe(String name) {
    return Objects.requireNonNull(Catalog.probes().get(name));
  }

  private static Question question(String probe, String parameters) {
    Map<String, String> values = new TreeMap<>();
    Stream.of(Objects.requireNonNullElse(parameters, "").split(";"))
        .filter(text -> !text.isEmpty())
        .forEach(text -> values.put(text.split("=", 2)[0], text.split("=", 2)[1]));
    return new Question(probe, values);
  }
}
