package dev.driftline.policy.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import org.jspecify.annotations.Nullable;

/// The filter `quote`: a value as one word of a POSIX shell, in single quotes.
final class Quote implements Filter {

  /// A value in single quotes. If another filter changes it, the result is an ordinary text again, and no longer
  /// allowed in a command.
  record Quoted(String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  @Override
  public String getName() {
    return "quote";
  }

  @Override
  public Object filter(
      @Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
    if (value == null) {
      throw new Values.Unfit("quote needs a value, and there is none");
    }
    String text = interpreter.getAsString(value);
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new Values.Unfit("a value with a control character cannot be quoted");
    }
    return new Quoted("'" + text.replace("'", "'\\''") + "'");
  }
}
