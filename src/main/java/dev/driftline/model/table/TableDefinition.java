package dev.driftline.model.table;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// All that other rooms may know of a table. They know no probe and no column by its name, so everything special about
/// a table is here.
///
/// @param name        the probe's name in policies
/// @param description one sentence
/// @param key         the columns that identify a row from night to night, for the keys of findings; never a pid, an
///     inode or an ephemeral port
/// @param subject     heads a finding about a row, with columns in braces: `{name} fd {fd}`
/// @param words       how its rows are told to people
/// @param peers       the columns about the other ends of its rows, if it has such columns
/// @param traits      other special things
public record TableDefinition(
    String name,
    String description,
    Columns columns,
    List<Parameter> parameters,
    List<String> key,
    String subject,
    RowWords words,
    Optional<PeerColumns> peers,
    Set<Trait> traits) {

  /// Special things about tables.
  public enum Trait {
    /// Its one row describes the host. `applies_to` is about that row, so each host is asked for it.
    DESCRIBES_HOST,
    /// The host runs programs that may hang. So the table is asked after all others, when their answers have arrived.
    ASKED_LAST,
    /// A row is made of the answers of two hosts. A policy may compare two columns of a row.
    JOINS_HOSTS
  }

  /// A parameter of a probe.
  ///
  /// @param name        the name in policies. If it is also the name of the probe, its value is written behind the
  ///     probe: `probe: { command: rndc status }`
  /// @param description one sentence
  /// @param required    whether a policy must give it
  /// @param form        the texts that are allowed
  /// @param from        a column. Its literal texts in `where` become this parameter, with commas between, so that the
  ///     host is asked only for rows that the check can select. Policies never write such a parameter themselves
  /// @param columns     columns that cost the host more than the others. Those that the check names become this
  ///     parameter, with commas between, so that the host is asked for them only where they are used. For example,
  ///     `expect: { other_end: { not: nobody } }` names `other_end`. Policies never write such a parameter either
  /// @param always      values that hold beside those that a policy writes
  public record Parameter(
      String name,
      String description,
      boolean required,
      Form form,
      Optional<String> from,
      List<String> columns,
      List<String> always) {

    public Parameter {
      columns = List.copyOf(columns);
      always = List.copyOf(always);
    }

    /// A parameter that policies write, or that is taken from one column in `where`.
    public Parameter(
        String name, String description, boolean required, Form form, Optional<String> from) {
      this(name, description, required, form, from, List.of(), List.of());
    }

    /// A parameter with those of `columns` that a check names.
    public static Parameter ofColumns(String name, String description, String... columns) {
      return new Parameter(
          name, description, false, Form.LIST, Optional.empty(), List.of(columns), List.of());
    }

    /// A parameter with exit codes, some of which hold always.
    public static Parameter ofExitCodes(String name, String description, List<String> always) {
      return new Parameter(
          name, description, false, Form.EXIT_CODES, Optional.empty(), List.of(), always);
    }

    /// Whether policies write it under `probe`.
    public boolean isWritten() {
      return from.isEmpty() && columns.isEmpty();
    }
  }

  /// The texts that a parameter may have.
  public enum Form {
    /// A command line for `/bin/sh`: any text without NUL.
    COMMAND(
        "[^\\x00]{0,4096}",
        "at most 4096 characters, none of them NUL; put more into a script on the host"),
    /// An account name: letters, digits, `.`, `_`, `-`, not beginning with `-`.
    USER("[A-Za-z0-9._][A-Za-z0-9._-]{0,63}", "use letters, digits, `.`, `_`, `-`"),
    /// A duration such as `10s`.
    DURATION("[1-9][0-9]{0,8}(ms|s|m|h)", "write a number and a unit: `10s`, `500ms`, `2m`, `1h`"),
    /// Comma-separated texts taken from the check.
    LIST(".*", ""),
    /// A number from 1 to 65535.
    PORT(
        "[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]",
        "write a number from 1 to 65535"),
    /// Exit codes from 1 to 255, separated by commas: `2,126,127`. Policies write a list. The name of the parameter
    /// ends with the column that has the code: `absent_exit`.
    EXIT_CODES(
        "(?:[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])(?:,(?:[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5]))*",
        "write exit codes from 1 to 255: `[2, 126, 127]`"),
    /// `true` or `false`.
    TRUTH("true|false", "write `true` or `false`"),
    /// A word: letters, digits, `.`, `_`, `+`, `-`, not beginning with `-`.
    WORD("[A-Za-z0-9._+][A-Za-z0-9._+-]{0,127}", "use letters, digits, `.`, `_`, `+`, `-`");

    private final String pattern;
    private final String hint;

    Form(String pattern, String hint) {
      this.pattern = pattern;
      this.hint = hint;
    }

    public boolean fits(String text) {
      return Pattern.compile(pattern, Pattern.DOTALL).matcher(text).matches();
    }

    /// What to write instead.
    public String hint() {
      return hint;
    }
  }

  public TableDefinition {
    parameters = List.copyOf(parameters);
    key = List.copyOf(key);
    key.forEach(columns::position);
    parameters.forEach(parameter -> parameter.columns().forEach(columns::position));
    traits = Set.copyOf(traits);
    words.sentence().ifPresent(sentence -> sentence.about().forEach(columns::position));
    peers.ifPresent(peer -> List.of(peer.address(), peer.host()).forEach(columns::position));
  }

  /// A table with nothing special.
  public TableDefinition(
      String name,
      String description,
      Columns columns,
      List<Parameter> parameters,
      List<String> key,
      String subject) {
    this(
        name,
        description,
        columns,
        parameters,
        key,
        subject,
        RowWords.NONE,
        Optional.empty(),
        Set.of());
  }

  public TableDefinition with(RowWords told) {
    return new TableDefinition(
        name, description, columns, parameters, key, subject, told, peers, traits);
  }

  public TableDefinition with(PeerColumns peer) {
    return new TableDefinition(
        name, description, columns, parameters, key, subject, words, Optional.of(peer), traits);
  }

  public TableDefinition with(Trait... special) {
    return new TableDefinition(
        name, description, columns, parameters, key, subject, words, peers, Set.of(special));
  }

  public boolean has(Trait trait) {
    return traits.contains(trait);
  }
}
