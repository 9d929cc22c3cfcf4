package dev.driftline.policy.template;

import dev.driftline.policy.template.CommandValues.CommandValue;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Puts values into a command so that none of them becomes shell syntax.
///
/// A value may stand there if it is plain, or if it is quoted and stands where quotes begin a quotation: not within
/// other quotes, not behind a backslash. Reads the shell's language (POSIX.1-2024, Shell Command Language, 2.2 and
/// 2.3) only as far as needed; where it loses track, nothing quoted may follow.
final class CommandText {

  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_./:,=+@%][A-Za-z0-9_./:,=+@%-]*");
  private static final String PLAIN_HINT =
      "write `| quote` as its last filter, outside of quotes; without it a value holds letters, digits and"
          + " `_./:,=+@%-` only and does not begin with `-`";

  private final String output;
  private final List<CommandValue> values;
  private final StringBuilder text = new StringBuilder();
  private char quote;
  private boolean escaped;
  private boolean lost;

  private CommandText(String output, List<CommandValue> values) {
    this.output = output;
    this.values = values;
  }

  /// The command; a failure names the first value that may not stand where it stands.
  ///
  /// @param output the rendered template with a mark for each value
  static Rendering of(String output, List<CommandValue> values) {
    return new CommandText(output, values).rendering();
  }

  private Rendering rendering() {
    for (int at = 0; at < output.length(); at++) {
      char c = output.charAt(at);
      if (c == CommandValues.MARK) {
        CommandValue value = values.get(output.charAt(++at) - CommandValues.FIRST);
        Optional<Rendering.Failed> refused = refusal(value);
        if (refused.isPresent()) {
          return refused.get();
        }
        text.append(value.text());
        escaped = false;
      } else {
        step(c);
        text.append(c);
      }
    }
    return new Rendering.Text(text.toString());
  }

  private Optional<Rendering.Failed> refusal(CommandValue value) {
    if (!value.quoted()) {
      return PLAIN.matcher(value.text()).matches()
          ? Optional.empty()
          : failed(value, "the value of `%s` could be shell syntax", PLAIN_HINT);
    }
    boolean free = quote == 0 && !escaped && !lost && last() != '$';
    return free
        ? Optional.empty()
        : failed(
            value,
            "`%s` stands where quoting does not hold",
            "put it outside of quotes, and after no `\\`, `$`, back-quote, `#`, `<<`, `${` or `((`");
  }

  private static Optional<Rendering.Failed> failed(
      CommandValue value, String message, String hint) {
    return Optional.of(
        new Rendering.Failed(
            Math.max(1, value.line()), message.formatted("{{ " + value.source() + " }}"), hint));
  }

  private char last() {
    return text.isEmpty() ? '\n' : text.charAt(text.length() - 1);
  }

  private void step(char c) {
    if (escaped) {
      escaped = false;
    } else if (quote == '\'') {
      quote = c == '\'' ? 0 : quote;
    } else if (c == '\\') {
      escaped = true;
    } else if (c == '"') {
      lost |= last() == '$' && quote == 0;
      quote = quote == 0 ? c : 0;
    } else if (c == '\'' && quote == 0) {
      lost |= last() == '$';
      quote = c;
    } else {
      lost |= confuses(c);
    }
  }

  private boolean confuses(char c) {
    return switch (c) {
      case '`' -> true;
      case '{' -> last() == '$';
      case '(' -> last() == '(' || (quote == '"' && last() == '$');
      case '<' -> quote == 0 && last() == '<';
      case '#' -> quote == 0 && " \t\n;&|()<>".indexOf(last()) >= 0;
      default -> false;
    };
  }
}
