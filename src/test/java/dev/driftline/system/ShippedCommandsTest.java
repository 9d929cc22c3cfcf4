package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.policy.Check;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.run.Catalog;
import dev.driftline.source.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// `ReadOnlyIT` traces every command that a policy of `checks/` brings, whether or not it is installed here.
class ShippedCommandsTest {

  @Test
  void everyProgramOfTheShippedChecksIsKnownToReadOnlyIT() {
    Map<String, String> programs = programs();
    Set<String> known = new TreeSet<>(ReadOnlyIT.COMMANDS.keySet());
    known.addAll(ReadOnlyIT.ELSEWHERE);
    assertThat(known)
        .as(
            "the programs that checks/ runs, each with its check: %s. Add a missing one to COMMANDS of"
                + " ReadOnlyIT, or to"
                + " ELSEWHERE if no Debian has it; take out what no check runs any more",
            programs)
        .containsExactlyElementsOf(programs.keySet());
  }

  /// The program that each command begins with, and a check that runs it.
  private static Map<String, String> programs() {
    Map<String, String> programs = new TreeMap<>();
    PolicySet.read(List.of(Path.of("checks")), Catalog.tables(), new Problems()).drafts().stream()
        .flatMap(policy -> policy.checks().stream())
        .forEach(check -> {
          if (check.subject() instanceof Check.Subject.Rows(var question)
              && question.probe().equals("command")) {
            String command = question.parameters().getOrDefault("command", "").strip();
            String program = command.replaceFirst("^if command -v ", "").split("\\s+", 2)[0];
            programs.put(program, check.info().id());
          }
        });
    return programs;
  }
}
