package dev.driftline.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Reason;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.Login;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.policy.Check.Subject;
import dev.driftline.probe.libraries.LibrariesProbe;
import dev.driftline.product.compat.file.Knowledge;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PairLibrariesTest {

  private static final Subject.Pair PAIR =
      Subject.Pair.ofPort(3306, Optional.empty(), Knowledge.shipped());
  private static final Set<String> PIDS = Set.of("7", "8");

  private static final Row PROGRAM = mapped(Cell.integer(7), "program", "");
  private static final Row CLIENT = mapped(Cell.integer(7), "library", "libmariadb");
  private static final Row SYSTEM = mapped(Cell.integer(7), "library", "libc");
  private static final Row OF_ANOTHER = mapped(Cell.integer(8), "library", "libmysqlclient");
  private static final Row OF_A_STRANGER = mapped(Cell.integer(99), "library", "libmariadb");
  private static final Row OF_NOBODY = mapped(Cell.none(), "library", "libmariadb");

  private static Row mapped(Cell pid, String role, String library) {
    return row(
        Map.of(
            "pid",
            pid,
            "role",
            Cell.text(role),
            "library",
            library.isEmpty() ? Cell.none() : Cell.text(library)));
  }

  private static Row row(Map<String, Cell> cells) {
    return Row.of(new LibrariesProbe().definition().columns(), cells);
  }

  private static PairLibraries of(Row... rows) {
    return of(Optional.empty(), rows);
  }

  private static PairLibraries of(Optional<Coverage> coverage, Row... rows) {
    return PairLibraries.of(
        PAIR,
        answers(
            new Outcome.Answered(),
            Map.of(
                PairPlan.libraries(PAIR),
                new Answer.Observed(List.of(rows), coverage, Optional.empty()))),
        PIDS);
  }

  private static HostAnswers answers(Outcome outcome, Map<Question, Answer> answers) {
    Connection connection =
        new Connection(
            Connection.Method.SSH,
            "app1",
            22,
            new Login("", Optional.empty(), Optional.empty()),
            Optional.empty(),
            List.of(),
            List.of());
    return new HostAnswers(
        new Host("app1", connection), outcome, answers, Optional.empty(), Duration.ZERO);
  }

  @Test
  void onlyProgramsAndClientLibrariesOfThePairsProcessesAreKept() {
    assertThat(of(PROGRAM, CLIENT, SYSTEM, OF_ANOTHER, OF_A_STRANGER, OF_NOBODY).rows())
        .containsExactly(PROGRAM, CLIENT, OF_ANOTHER);
  }

  @Test
  void eachProcessHasItsOwn() {
    PairLibraries libraries = of(PROGRAM, CLIENT, OF_ANOTHER);
    assertThat(libraries.libraries("7")).containsExactly(CLIENT);
    assertThat(libraries.libraries("8")).containsExactly(OF_ANOTHER);
    assertThat(libraries.program("7")).contains(PROGRAM);
    assertThat(libraries.program("8")).isEmpty();
    assertThat(libraries.unread("7")).isEmpty();
    assertThat(libraries.unread("99")).contains("nothing was said about it");
  }

  @Test
  void whatCouldNotBeReadIsOfItsProcessOnly() {
    Row denied = row(Map.of("pid", Cell.integer(8), "role", Cell.unread("denied")));
    PairLibraries libraries = of(PROGRAM, CLIENT, denied);
    assertThat(libraries.unread("7")).isEmpty();
    assertThat(libraries.unread("8")).contains("denied");
    assertThat(libraries.libraries("8")).isEmpty();
  }

  @Test
  void whatNoProcessIsKnownOfMayBeAnybodys() {
    Row hidden = row(Map.of("pid", Cell.unread("garbled"), "role", Cell.text("library")));
    PairLibraries libraries = of(PROGRAM, CLIENT, hidden);
    assertThat(libraries.unread("7")).contains("garbled");
    assertThat(libraries.unread("99")).contains("garbled");
    Row unnamed =
        row(
            Map.of(
                "pid", Cell.integer(7),
                "role", Cell.text("library"),
                "library", Cell.unread("cut")));
    assertThat(of(PROGRAM, unnamed).unread("7")).contains("cut");
  }

  @Test
  void moreUnreadProcessesThanAreListedAreAGap() {
    Row denied = row(Map.of("pid", Cell.integer(8), "role", Cell.unread("denied")));
    assertThat(of(Optional.of(new Coverage(1, 2, "processes")), PROGRAM, denied).gap()).isEmpty();
    assertThat(of(Optional.of(new Coverage(1, 3, "processes")), PROGRAM, denied, denied).gap())
        .contains("what processes have mapped was read of 1 of 3 processes only");
    assertThat(of(Optional.of(new Coverage(3, 3, "processes")), PROGRAM).gap()).isEmpty();
  }

  @Test
  void whatWasNotAnsweredIsSaid() {
    assertThat(
            PairLibraries.of(
                    PAIR,
                    answers(
                        new Outcome.Unreachable(Reason.TIMEOUT, "no answer", "Look."), Map.of()),
                    PIDS)
                .unseen())
        .contains("no answer");
    assertThat(PairLibraries.of(PAIR, answers(new Outcome.Answered(), Map.of()), PIDS).unseen())
        .contains("it was not asked for");
    assertThat(
            PairLibraries.of(
                    PAIR,
                    answers(
                        new Outcome.Answered(),
                        Map.of(PairPlan.libraries(PAIR), new Answer.Absent("/proc"))),
                    PIDS)
                .unread("7"))
        .contains("there is no /proc");
  }
}
