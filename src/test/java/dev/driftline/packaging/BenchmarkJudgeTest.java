package dev.driftline.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The benchmark counts the right answers of every client as right, and wrong ones as wrong. Needs `/usr/bin/python3`
/// and Debian's packages.
@Tag("host")
class BenchmarkJudgeTest {

  @Test
  void theJudgeOfAnswersIsRight() throws IOException, InterruptedException {
    Launched tests =
        Launched.shell(
            Path.of("."),
            Map.of("PYTHONDONTWRITEBYTECODE", "1"),
            "/usr/bin/python3 src/bench/python/test_answers.py");
    assertThat(tests.exit()).as("%s", tests).isZero();
  }
}
