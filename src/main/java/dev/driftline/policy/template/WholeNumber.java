package dev.driftline.policy.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The filter `int`: the whole number that a text is. `7.9` becomes 7, as in Jinja.
///
/// Of any other text Jinja makes 0. With a typo in the inventory, `>= {{ least | int }}` would be `>= 0`, and the check
/// could not fail. So without a number of its own for this case, such as `int(3)`, it is an error.
final class WholeNumber implements Filter {

  /// Up to 18 digits fit into a long.
  private static final Pattern NUMBER = Pattern.compile("([-+]?[0-9]{1,18})(\\.[0-9]*)?");

  @Override
  public String getName() {
    return "int";
  }

  @Override
  public Object filter(
      @Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
    if (value instanceof Number number) {
      return number.longValue();
    }
    Matcher number = NUMBER.matcher(String.valueOf(value).strip());
    if (number.matches()) {
      return Long.valueOf(number.group(1));
    }
    if (arguments.length > 0) {
      return arguments[0];
    }
    throw new Values.Unfit(
        "`int` needs a number, not \"%s\"".formatted(value),
        "write a number into the inventory, or one for this case: `int(3)`");
  }
}
