package dev.driftline.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.driftline.policy.Check;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.run.Catalog;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/// A policy file of any bytes ends in policies or in problems that can be shown, never in both missing.
class PolicyFuzzTest {

  @TempDir static Path folder;

  @FuzzTest
  void everyFileEndsInPoliciesOrProblems(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("p.yaml"), bytes);
    Problems problems = new Problems();
    PolicySet set = PolicySet.read(List.of(file), Catalog.tables(), problems);
    List<Check> checks =
        set.forHost(
            "h", Map.of("port", 953L, "name", "x", "list", List.of("a")), (_, _) -> true, problems);
    assertThat(!checks.isEmpty() || problems.hasErrors()).isTrue();
    problems.sorted().stream().map(Problem::render).forEach(text -> assertThat(text).isNotBlank());
  }
}
