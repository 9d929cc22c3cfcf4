package dev.driftline.cli.setting;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// What `driftline.yml` says: values for options that were not typed.
///
/// @param file   that was read
/// @param values by the long name of the option, of the type that the option has: `--forks` and an Integer
public record Settings(Path file, Map<String, Object> values) {

  /// The option whose value is the file that was taken. Only commands that have it know settings.
  public static final String FILE_OPTION = "--config";

  public Settings {
    values = Map.copyOf(values);
  }

  /// Puts the values into the options of a command that were not typed. A list that was typed replaces this one: the
  /// two are not joined.
  public void applyTo(ParseResult command) {
    for (OptionSpec option : command.commandSpec().options()) {
      String name = option.longestName();
      if (name.equals(FILE_OPTION)) {
        option.setValue(file);
      } else if (!command.hasMatchedOption(option) && values.containsKey(name)) {
        option.setValue(values.get(name));
      }
    }
  }
}
