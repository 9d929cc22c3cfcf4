package dev.driftline.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.Login;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Coverage;
import dev.driftline.model.table.Question;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostSummaryTest {

  @Test
  void showsTheWorstCoverageOfAKind() {
    assertThat(coverage(new Coverage(8, 8, "processes"), new Coverage(3, 4, "processes")))
        .containsExactly(new Coverage(3, 4, "processes"));
  }

  @Test
  void showsTheWidestLookWhenAllWereWhole() {
    assertThat(coverage(new Coverage(0, 0, "processes"), new Coverage(8, 8, "processes")))
        .containsExactly(new Coverage(8, 8, "processes"));
  }

  private static List<Coverage> coverage(Coverage... seen) {
    Map<Question, Answer> answers = new HashMap<>();
    for (int i = 0; i < seen.length; i++) {
      answers.put(
          new Question("probe" + i),
          new Answer.Observed(List.of(), Optional.of(seen[i]), Optional.empty()));
    }
    Login login = new Login("", Optional.empty(), Optional.empty());
    Connection here =
        new Connection(
            Connection.Method.LOCAL, "", 22, login, Optional.empty(), List.of(), List.of());
    return HostSummary.of(
            new HostAnswers(
                new Host("here", here),
                new Outcome.Answered(),
                answers,
                Optional.empty(),
                Duration.ZERO))
        .coverage();
  }
}
