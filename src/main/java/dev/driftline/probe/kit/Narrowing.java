package dev.driftline.probe.kit;

import dev.driftline.model.table.Question;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.model.table.TableDefinition.Parameter;
import java.util.List;

/// Tells whether one question asks for as much as another. Facts that were stored are judged by checks that nobody
/// thought of when the hosts were asked. For example, all packages are enough for a check about openssl, and openssl
/// alone is not enough for a check about telnetd: "no such package" would be a false green.
public final class Narrowing {

  private Narrowing() {}

  /// Whether an answer to `asked` has every row and column that an answer to `wanted` has.
  public static boolean covers(TableDefinition table, Question asked, Question wanted) {
    return asked.equals(wanted)
        || (asked.probe().equals(wanted.probe())
            && table.parameters().stream().allMatch(parameter -> covers(parameter, asked, wanted)));
  }

  private static boolean covers(Parameter parameter, Question asked, Question wanted) {
    String had = asked.parameter(parameter.name());
    String needed = wanted.parameter(parameter.name());
    if (had.equals(needed)) {
      return true;
    }
    // costly columns: each that is needed must have been read
    if (!parameter.columns().isEmpty()) {
      return needed.isEmpty() || has(had, needed);
    }
    // names that narrow the rows: no name means all rows
    boolean narrows = parameter.form() == Form.LIST && parameter.from().isPresent();
    return narrows && (had.isEmpty() || (!needed.isEmpty() && has(had, needed)));
  }

  /// Whether a list with commas has each item of another.
  public static boolean has(String list, String items) {
    return List.of(list.split(",", -1)).containsAll(List.of(items.split(",", -1)));
  }
}
