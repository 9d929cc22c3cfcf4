package dev.driftline.policy.compile;

import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.source.YamlNode.Scalar;
import java.util.Optional;
import java.util.regex.Pattern;

/// Checks the values that policies give to the parameters of probes.
final class ParameterForms {

  private static final int MAX_COMMAND = 4096;
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9._][A-Za-z0-9._-]{0,63}");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._+][A-Za-z0-9._+-]{0,127}");

  private final Reading reading;

  ParameterForms(Reading reading) {
    this.reading = reading;
  }

  /// The value as the probe gets it; empty, and reported, if it does not have the form. A template that is
  /// not rendered yet is taken as the mildest value of its form.
  Optional<String> read(Scalar scalar, String name, Form form) {
    String text = scalar.text().strip();
    if (reading.open(scalar)) {
      return Optional.of(form == Form.PORT ? "1" : text);
    }
    Optional<String> wrong =
        switch (form) {
          case COMMAND -> command(text);
          case USER -> matches(USER, text, "use letters, digits, `.`, `_`, `-`");
          case WORD -> matches(WORD, text, "use letters, digits, `.`, `_`, `+`, `-`");
          case DURATION ->
              Literals.milliseconds(text).isPresent() && !text.startsWith("0")
                  ? Optional.empty()
                  : Optional.of("write a number and a unit: `10s`, `500ms`, `2m`");
          case PORT ->
              isPort(text) ? Optional.empty() : Optional.of("write a number from 1 to 65535");
          case LIST -> Optional.of("it is taken from where, never written");
        };
    wrong.ifPresent(hint ->
        reading.error(scalar.at(), "%s cannot be \"%s\"".formatted(name, brief(text)), hint));
    return wrong.isPresent() ? Optional.empty() : Optional.of(text);
  }

  private static Optional<String> command(String text) {
    if (text.indexOf('\0') >= 0) {
      return Optional.of("remove the NUL character");
    }
    return text.length() <= MAX_COMMAND
        ? Optional.empty()
        : Optional.of(
            "at most %d characters; put a longer one into a script on the host"
                .formatted(MAX_COMMAND));
  }

  private static Optional<String> matches(Pattern pattern, String text, String hint) {
    return pattern.matcher(text).matches() ? Optional.empty() : Optional.of(hint);
  }

  private static boolean isPort(String text) {
    return text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 65_535;
  }

  private static String brief(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
