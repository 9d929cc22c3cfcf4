package dev.driftline.policy.compile;

import dev.driftline.model.table.Question;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.model.table.TableDefinition.Parameter;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.Check.Expectation;
import dev.driftline.policy.Check.Subject;
import dev.driftline.policy.Expression;
import dev.driftline.policy.Matcher;
import dev.driftline.source.Problem;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode.Mapping;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Notes what a check of a command may overlook:
///
/// - a pipe that fails unseen: of `df -x tmpfs | awk …` the shell tells only how `awk` ended, and a busybox `df` that
///   does not know `-x` says so on stderr,
/// - a line that is not wanted, and not the first one: `{ not: "~ ^ERROR" }` looks at the beginning of the whole
///   output,
/// - `/ERROR/`, which other programs read as a regular expression.
final class CommandNotes {

  /// Where a `|` means nothing to the shell: in templates and in quotes.
  private static final Pattern QUOTED =
      Pattern.compile(
          "\\{\\{.*?}}|\\{%.*?%}|'[^']*+'|\"(?:[^\"\\\\]|\\\\.)*+\"|\\\\.", Pattern.DOTALL);

  private static final Pattern PIPE = Pattern.compile("(?<![|>])\\|(?!\\|)");

  /// A program before a pipe whose errors do not come to stderr: `ls 2>&1 | wc -l`, `ls 2>/dev/null | wc -l`,
  /// `ls |& wc`.
  private static final Pattern ELSEWHERE =
      Pattern.compile("(?:\\b2>|&>)[^|;]*\\|(?!\\|)|(?<!\\|)\\|&");

  /// In `case x in a|b)` it is no pipe.
  private static final Pattern CASE = Pattern.compile("\\bcase\\b");

  private static final Set<String> STREAMS = Set.of("stdout", "stderr");

  private static final Pattern FLAGS = Pattern.compile("\\(\\?([a-zA-Z]+)\\)");

  /// An expression that asks whether there is a text at all.
  private static final Pattern EMPTINESS = Pattern.compile("\\^?(?:\\\\s[*+]?)?\\$?");

  private static final Pattern SLASHES = Pattern.compile("/([^/]+)/([gimsux]{0,3})");

  private final NodeReader reader;

  CommandNotes(NodeReader reader) {
    this.reader = reader;
  }

  void note(
      Mapping check,
      TableDefinition table,
      Subject subject,
      List<Condition> where,
      Expectation expectation) {
    // the parameter that is a command line, if the probe has one
    Optional<Parameter> command =
        table.parameters().stream()
            .filter(parameter -> parameter.form() == Form.COMMAND)
            .findFirst();
    if (command.isEmpty() || !(subject instanceof Subject.Rows(var question))) {
      return;
    }
    List<Condition> conditions = ExitCodesSetAside.conditions(where, expectation).toList();
    failsUnseen(question.parameter(command.get().name()), question, conditions)
        .ifPresent(hint ->
            check
                .find("probe")
                .ifPresent(probe ->
                    add(
                        probe.at(),
                        "what fails before a `|` does not show: the exit code is that of the last program",
                        hint)));
    boolean forbidden = expectation instanceof Expectation.NoRow;
    conditions.stream()
        .filter(condition -> STREAMS.contains(condition.column()))
        .forEach(condition -> text(condition.matcher(), forbidden, condition.at()));
  }

  /// What to do about a pipe in which a program fails unseen; empty if there is none.
  private static Optional<String> failsUnseen(
      String command, Question question, List<Condition> conditions) {
    String bare = QUOTED.matcher(command).replaceAll("");
    if (!PIPE.matcher(bare).find()
        || CASE.matcher(bare).find()
        || question.parameter("pipefail").equals("true")) {
      return Optional.empty();
    }
    if (ELSEWHERE.matcher(bare).find()) {
      return Optional.of(
          "add `pipefail: true` to the probe: its errors go elsewhere, and `stderr: clean` cannot see them");
    }
    return conditions.stream().anyMatch(condition -> condition.column().equals("stderr"))
        ? Optional.empty()
        : Optional.of("add `stderr: clean` to what is expected, or `pipefail: true` to the probe");
  }

  /// @param forbidden whether a text that meets the matcher is wrong
  private void text(Matcher matcher, boolean forbidden, SourceLocation at) {
    switch (matcher) {
      case Matcher.Not(Matcher inner, _) -> text(inner, !forbidden, at);
      case Matcher.OneOf(List<Matcher> choices, _) ->
          choices.forEach(choice -> text(choice, forbidden, at));
      case Matcher.AllOf(List<Matcher> all, _) -> all.forEach(each -> text(each, forbidden, at));
      case Matcher.Compare(_, Matcher.Operand.Literal(String literal), _) -> slashes(literal, at);
      case Matcher.Regex(Expression expression, _) -> {
        slashes(expression.toString(), at);
        if (forbidden && isOfTheWholeText(expression.toString())) {
          add(
              at,
              "`^` and `$` stand for the ends of the whole text, so other lines are not looked at",
              "for each line write `~ (?m)%1$s`, for the whole text `\\A` and `\\z`"
                  .formatted(expression));
        }
      }
      default -> {
        // holds nothing that could be misread
      }
    }
  }

  private static boolean isOfTheWholeText(String expression) {
    java.util.regex.Matcher flags = FLAGS.matcher(expression);
    boolean flagged = flags.lookingAt();
    String rest = flagged ? expression.substring(flags.end()) : expression;
    boolean anchored = rest.startsWith("^") || (rest.endsWith("$") && !rest.endsWith("\\$"));
    return anchored
        && !(flagged && flags.group(1).contains("m"))
        && !EMPTINESS.matcher(rest).matches();
  }

  private void slashes(String text, SourceLocation at) {
    java.util.regex.Matcher written = SLASHES.matcher(text);
    if (written.matches()) {
      add(
          at,
          "the slashes of `%s` are part of the text".formatted(text),
          "for a regular expression write `~ %s`"
              .formatted(Vacuous.withoutSlashes(written.group(1), written.group(2))));
    }
  }

  private void add(SourceLocation at, String message, String hint) {
    reader.problems().add(Problem.note(at, message, hint));
  }
}
