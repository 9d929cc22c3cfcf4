package dev.driftline.model.table;

import java.util.List;
import java.util.Optional;

/// What a probe promises: its columns, and the parameters a policy may give it.
///
/// @param name        the probe's name, as policies write it
/// @param description one sentence
/// @param key         columns that tell one row from another from night to night (never a pid, an inode or an
///     ephemeral port): finding keys are made of them
/// @param subject     how a finding about a row is headed, with columns in braces: `{name} fd {fd}`
public record TableDefinition(
    String name,
    String description,
    Columns columns,
    List<Parameter> parameters,
    List<String> key,
    String subject) {

  /// A parameter of a probe.
  ///
  /// @param name        as policies write it; the first parameter of a probe whose name is the probe's own is
  ///     given by `probe: { command: rndc status }`
  /// @param description one sentence
  /// @param required    whether a policy must give it
  /// @param form        what texts are allowed
  /// @param from        the column whose literal texts in `where` become this parameter, comma-separated, so that
  ///     the host is asked only for what the check can select; such a parameter is never written by hand
  public record Parameter(
      String name, String description, boolean required, Form form, Optional<String> from) {}

  /// The texts a parameter may have.
  public enum Form {
    /// A command line for `/bin/sh`: any text without NUL.
    COMMAND,
    /// An account name: letters, digits, `.`, `_`, `-`, not beginning with `-`.
    USER,
    /// A duration such as `10s`.
    DURATION,
    /// Comma-separated texts taken from `where`.
    LIST,
    /// A number from 1 to 65535.
    PORT,
    /// A word: letters, digits, `.`, `_`, `+`, `-`, not beginning with `-`.
    WORD
  }

  public TableDefinition {
    parameters = List.copyOf(parameters);
    key = List.copyOf(key);
    key.forEach(columns::position);
  }
}
