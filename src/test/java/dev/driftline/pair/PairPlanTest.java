package dev.driftline.pair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.table.Question;
import dev.driftline.policy.Check.Subject;
import dev.driftline.product.compat.file.Knowledge;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairPlanTest {

  @Test
  void asksForTheSocketsOfThePortAndWhatTheirProcessesHaveMapped() {
    assertThat(PairPlan.questions(Subject.Pair.ofPort(3306, Optional.empty(), Knowledge.shipped())))
        .containsExactly(
            new Question("sockets", Map.of("ports", "3306")),
            new Question("libraries", Map.of("ports", "3306")));
  }

  @ParameterizedTest
  @CsvSource({
    "3306, libmysqlclient, true",
    "3306, libmysqlclient_r, true",
    "3306, libmariadb-3, true",
    "3306, libmariadbx, false",
    "3306, libmariadb3, false",
    "3306, libpq, false",
    "3306, libc, false",
    "5432, libpq, true",
    "5432, libpqxx, false",
    "5432, libmariadb, false",
    "9999, libpq, false"
  })
  void knowsTheClientLibrariesOfAPort(int port, String library, boolean known) {
    assertThat(
            PairPlan.isClientLibrary(
                Subject.Pair.ofPort(port, Optional.empty(), Knowledge.shipped()), library))
        .isEqualTo(known);
  }

  @ParameterizedTest
  @CsvSource({"libfoo, true", "libfoo-2, true", "libfo, false", "libmariadb, false"})
  void takesTheLibraryThatIsNamed(String library, boolean taken) {
    assertThat(
            PairPlan.isClientLibrary(
                Subject.Pair.ofPort(3306, Optional.of("libfoo"), Knowledge.shipped()), library))
        .isEqualTo(taken);
  }
}
