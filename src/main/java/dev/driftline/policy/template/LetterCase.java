package dev.driftline.policy.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The filters `lower` and `upper`. Those of jinjava follow the locale of this machine: in a Turkish one `lower` makes
/// `tıtle` of `TITLE`, without the dot, and a check would have another result.
///
/// @param getName the filter's name
record LetterCase(String getName, UnaryOperator<String> change) implements Filter {

  static final LetterCase LOWER = new LetterCase("lower", text -> text.toLowerCase(Locale.ROOT));
  static final LetterCase UPPER = new LetterCase("upper", text -> text.toUpperCase(Locale.ROOT));

  /// Only texts have a case. Anything else stays as it is.
  @Override
  public @Nullable Object filter(
      @Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
    return value instanceof String text ? change.apply(text) : value;
  }
}
