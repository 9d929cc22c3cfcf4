package dev.driftline.policy.compile;

import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Check.Expectation;
import dev.driftline.policy.Check.Subject;
import dev.driftline.source.Problem;
import dev.driftline.source.YamlNode.Mapping;
import java.util.List;
import java.util.regex.Pattern;

/// Notes commands with a pipe that may fail unseen: of `df -x tmpfs | awk …` the shell tells only how `awk` ended, and
/// a busybox `df` that does not know `-x` says so on stderr.
final class PipesWithoutStderr {

  /// Where a `|` means nothing to the shell: in templates and in quotes.
  private static final Pattern QUOTED =
      Pattern.compile(
          "\\{\\{.*?}}|\\{%.*?%}|'[^']*+'|\"(?:[^\"\\\\]|\\\\.)*+\"|\\\\.", Pattern.DOTALL);

  private static final Pattern PIPE = Pattern.compile("(?<![|>])\\|(?!\\|)");

  /// In `case x in a|b)` it is no pipe.
  private static final Pattern CASE = Pattern.compile("\\bcase\\b");

  private final NodeReader reader;

  PipesWithoutStderr(NodeReader reader) {
    this.reader = reader;
  }

  void note(
      Mapping check,
      TableDefinition table,
      Subject subject,
      List<Condition> where,
      Expectation expectation) {
    if (!(subject instanceof Subject.Rows(var question))) {
      return;
    }
    // the parameter that is a command line, if the probe has one
    String command =
        table.parameters().stream()
            .filter(parameter -> parameter.form() == Form.COMMAND)
            .findFirst()
            .map(parameter -> question.parameter(parameter.name()))
            .orElse("");
    String bare = QUOTED.matcher(command).replaceAll("");
    boolean unseen =
        PIPE.matcher(bare).find()
            && !CASE.matcher(bare).find()
            && !question.parameter("pipefail").equals("true")
            && ExitCodesSetAside.conditions(where, expectation)
                .noneMatch(condition -> condition.column().equals("stderr"));
    if (unseen) {
      check
          .find("probe")
          .ifPresent(probe ->
              reader
                  .problems()
                  .add(
                      Problem.note(
                          probe.at(),
                          "what fails before a `|` does not show: the exit code is that of the last program",
                          "add `stderr: clean` to what is expected, or `pipefail: true` to the probe")));
    }
  }
}
