package dev.driftline.policy;

import dev.driftline.model.CheckInfo;
import dev.driftline.model.Severity;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.product.Product;
import dev.driftline.product.Products;
import dev.driftline.product.compat.file.Knowledge;
import dev.driftline.source.SourceLocation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One rule: the rows that it selects, the conditions that they must meet, and the result if there is no row.
///
/// @param enabled     false if it runs only where it is asked for by name
/// @param table       the table it is about; for a pair, the table of pairs
/// @param subject     the question to the host, or to the host and its peers
/// @param where       conditions a row must meet to be judged; all of them
/// @param expectation what must hold for the selected rows
/// @param ifAbsent    what follows when the host says there is no such thing
/// @param ifNone      what follows when no row is selected
/// @param minCoverage from 0 to 1: the share of selected rows that must have been readable; 1 unless the policy says
///     otherwise
/// @param appliesTo   conditions over the row of the `host` probe; the check is not applicable elsewhere
/// @param changes     what overrides of the site change of it
public record Check(
    CheckInfo info,
    Set<String> tags,
    Optional<HostPatternText> hosts,
    boolean enabled,
    TableDefinition table,
    Subject subject,
    List<Condition> where,
    Expectation expectation,
    WhenMissing ifAbsent,
    WhenMissing ifNone,
    double minCoverage,
    List<Condition> appliesTo,
    SourceLocation at,
    Changes changes) {

  public Check {
    tags = Set.copyOf(tags);
    where = List.copyOf(where);
    appliesTo = List.copyOf(appliesTo);
  }

  /// A check as its policy has it.
  public Check(
      CheckInfo info,
      Set<String> tags,
      Optional<HostPatternText> hosts,
      boolean enabled,
      TableDefinition table,
      Subject subject,
      List<Condition> where,
      Expectation expectation,
      WhenMissing ifAbsent,
      WhenMissing ifNone,
      double minCoverage,
      List<Condition> appliesTo,
      SourceLocation at) {
    this(
        info,
        tags,
        hosts,
        enabled,
        table,
        subject,
        where,
        expectation,
        ifAbsent,
        ifNone,
        minCoverage,
        appliesTo,
        at,
        Changes.NONE);
  }

  /// How bad its findings are on this host, if nothing about a finding says otherwise.
  public Severity severity() {
    return changes.severity().orElse(info.severity());
  }

  /// The same check as overrides change it. The host is asked for what their conditions need.
  public Check changed(boolean runs, Changes changed) {
    Check asking = asking(changed.conditions().map(Condition::column).collect(Collectors.toSet()));
    return asking.with(runs, asking.subject(), changed);
  }

  /// The same check, and the host is asked for these columns, too, if they cost it more than others.
  public Check asking(Set<String> columns) {
    if (!(subject instanceof Subject.Rows(Question question))) {
      return this;
    }
    SortedMap<String, String> parameters = new TreeMap<>(question.parameters());
    for (TableDefinition.Parameter parameter : table.parameters()) {
      String more =
          parameter.columns().stream()
              .filter(column ->
                  columns.contains(column)
                      || List.of(question.parameter(parameter.name()).split(",", -1))
                          .contains(column))
              .sorted()
              .collect(Collectors.joining(","));
      if (!more.isEmpty()) {
        parameters.put(parameter.name(), more);
      }
    }
    return parameters.equals(question.parameters())
        ? this
        : with(enabled, new Subject.Rows(new Question(question.probe(), parameters)), changes);
  }

  /// The same check where an override has switched it off: it is not applicable.
  ///
  /// @param why for the report: `switched off by overrides.yaml:4: We run nginx only.`
  public Check switchedOff(String why) {
    return new Check(
        info,
        tags,
        hosts,
        false,
        table,
        new Subject.SwitchedOff(why),
        where,
        new Expectation.NoRow(List.of()),
        ifAbsent,
        ifNone,
        minCoverage,
        appliesTo,
        at,
        changes);
  }

  private Check with(boolean runs, Subject asked, Changes changed) {
    return new Check(
        info,
        tags,
        hosts,
        runs,
        table,
        asked,
        where,
        expectation,
        ifAbsent,
        ifNone,
        minCoverage,
        appliesTo,
        at,
        changed);
  }

  /// Only the id is hashed. Lists of a hundred checks are keys of maps, and are looked up once per host.
  @Override
  public int hashCode() {
    return info.id().hashCode();
  }

  /// Whether the severity of each of its findings follows from a table of rules.
  public boolean isRated() {
    return table
        .words()
        .rating()
        .filter(rating -> named().anyMatch(rating.column()::equals))
        .isPresent();
  }

  /// The columns that it has conditions on, without those that it compares with.
  public Stream<String> named() {
    List<Condition> expected =
        switch (expectation) {
          case Expectation.Every(List<Condition> conditions) -> conditions;
          case Expectation.AtLeastOne(List<Condition> conditions) -> conditions;
          case Expectation.NoRow(List<Condition> conditions) -> conditions;
          case Expectation.Count _, Expectation.Same _ -> List.of();
        };
    return Stream.concat(where.stream(), expected.stream()).map(Condition::column);
  }

  /// The same check, but no host is asked and the result is unknown everywhere.
  public Check notAsked(String why) {
    return with(enabled, new Subject.NotAsked(why), changes);
  }

  /// The rows that a check is about, and where they come from.
  public sealed interface Subject {

    /// The rows of one probe on the host itself.
    record Rows(Question question) implements Subject {}

    /// The live connections of processes to a server, on hosts of the inventory.
    ///
    /// @param product the product of the server, such as `mysql`; empty if a port was named instead
    /// @param ports   TCP ports of the server; at least one
    /// @param sockets paths of its unix sockets: `/run/mysqld/mysqld.sock`
    /// @param library the client library to look for, as the beginning of its file name (`libmysqlclient`); empty
    ///     for those known for the product or the port
    /// @param knowledge the products and tables of the run
    record Pair(
        Optional<String> product,
        List<Integer> ports,
        List<String> sockets,
        Optional<String> library,
        Knowledge knowledge)
        implements Subject {

      public Pair {
        ports = List.copyOf(ports);
        sockets = List.copyOf(sockets);
      }

      /// The connections to one port, whichever product has it.
      public static Pair ofPort(int port, Optional<String> library, Knowledge knowledge) {
        return new Pair(Optional.empty(), List.of(port), List.of(), library, knowledge);
      }

      /// The connections to all ports and sockets of a product.
      public static Pair of(Product product, Knowledge knowledge) {
        return new Pair(
            Optional.of(product.name()),
            product.ports(),
            product.sockets(),
            Optional.empty(),
            knowledge);
      }

      /// The same connections of clients with one library.
      public Pair ofLibrary(Optional<String> name) {
        return new Pair(product, ports, sockets, name, knowledge);
      }

      /// All products of the run.
      public Products products() {
        return knowledge.products();
      }

      /// What the clients are connected to, in a few words: `port 3306`, `mysql`.
      public String server() {
        return product.orElseGet(() -> "port " + ports.getFirst());
      }
    }

    /// No rows, because no host is asked. The check is unknown on every host that it covers.
    ///
    /// @param why in a few words, for the report
    record NotAsked(String why) implements Subject {}

    /// No rows, because an override has switched the check off.
    ///
    /// @param why in a few words, for the report
    record SwitchedOff(String why) implements Subject {}
  }

  /// A column and the matcher that its value must meet: `kind` and `[tcp, udp]`.
  public record Condition(String column, Matcher matcher, SourceLocation at) {}

  /// What must hold for the selected rows.
  public sealed interface Expectation {

    /// Every selected row meets all conditions.
    record Every(List<Condition> conditions) implements Expectation {}

    /// At least one selected row meets all conditions.
    record AtLeastOne(List<Condition> conditions) implements Expectation {}

    /// No selected row meets all conditions; with no conditions, no row is selected.
    record NoRow(List<Condition> conditions) implements Expectation {}

    /// Each selected thing has the same values in these columns on all hosts that the check covers.
    ///
    /// @param at where the columns stand
    record Same(List<String> columns, SourceLocation at) implements Expectation {

      public Same {
        columns = List.copyOf(columns);
      }
    }

    /// The number of selected rows matches.
    record Count(Matcher matcher) implements Expectation {}
  }

  /// The result if there is nothing to judge (`if_absent`, `if_none`).
  public enum WhenMissing {
    UNKNOWN,
    PASS,
    DRIFT,
    NOT_APPLICABLE;

    /// The word in policies: `not-applicable`.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
