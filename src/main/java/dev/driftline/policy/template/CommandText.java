package dev.driftline.policy.template;

import dev.driftline.policy.template.CommandValues.CommandValue;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Puts values into a command so that none becomes shell syntax or an option of a program. For example, `ls {{ d |
/// quote }}` with `d` = `a; rm b` becomes `ls 'a; rm b'`.
///
/// A value is allowed in two cases: if it is plain, or if it went through `quote` and its quotes are quotes at this
/// place. They are not within other quotes or after a backslash. [ShellReading] knows that.
final class CommandText {

  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_./:,=+@%][A-Za-z0-9_./:,=+@%-]*");
  private static final String PLAIN_HINT =
      "write `| quote` as its last filter, outside of quotes; without it a value holds letters, digits and"
          + " `_./:,=+@%-` only and does not begin with `-`";

  private final String output;
  private final List<CommandValue> values;
  private final StringBuilder text = new StringBuilder();
  private final ShellReading shell;

  private CommandText(String output, List<CommandValue> values) {
    this.output = output;
    this.values = values;
    this.shell = new ShellReading(output);
  }

  /// The command, or a failure that names the first value that is not allowed.
  ///
  /// @param output the rendered template, with a mark for each value
  static Rendering of(String output, List<CommandValue> values) {
    return new CommandText(output, values).rendering();
  }

  private Rendering rendering() {
    for (int at = 0; at < output.length(); at++) {
      char c = output.charAt(at);
      // a mark has two characters; the second is the number of the value
      if (c == CommandValues.MARK) {
        CommandValue value = values.get(output.charAt(++at) - CommandValues.FIRST);
        Optional<Rendering.Failed> refused =
            value.quoted() ? refusalOfQuoted(value) : refusalOfPlain(value, at + 1);
        if (refused.isPresent()) {
          return refused.get();
        }
        text.append(value.text());
        shell.pass(value.text(), value.quoted());
      } else {
        shell.read(at);
        text.append(c);
      }
    }
    return new Rendering.Text(text.toString());
  }

  /// A value without `quote`: harmless characters only, at a place where they are text.
  private Optional<Rendering.Failed> refusalOfPlain(CommandValue value, int next) {
    if (!PLAIN.matcher(value.text()).matches()) {
      return failed(value, "the value of `%s` could be shell syntax", PLAIN_HINT);
    }
    return shell.takes(value.text(), next)
        ? Optional.empty()
        : failed(
            value,
            "`%s` stands where the shell reads more than text",
            "put it into a shell variable first, `v={{ … | quote }};`, and use that");
  }

  /// A value with `quote`: at a place where quotes work, and no option of the program.
  private Optional<Rendering.Failed> refusalOfQuoted(CommandValue value) {
    if (!shell.quotes()) {
      return failed(
          value,
          "`%s` stands where quoting does not hold",
          "put it outside of quotes, and after no `\\`, `$`, back-quote, `#`, `<<`, `${x:-…}`, `[[` or `((`");
    }
    return value.text().startsWith("'-") && shell.takesOptions()
        ? failed(
            value,
            "the value of `%s` begins with `-`, so that a program takes it for an option",
            "write the word `--` before it, or give it a fixed beginning: `--name={{ … | quote }}`")
        : Optional.empty();
  }

  private static Optional<Rendering.Failed> failed(
      CommandValue value, String message, String hint) {
    return Optional.of(
        new Rendering.Failed(
            Math.max(1, value.line()), message.formatted("{{ " + value.source() + " }}"), hint));
  }
}
