package dev.driftline.product.compat;

import dev.driftline.model.Severity;
import java.util.List;
import java.util.Optional;

/// A row that speaks of a client and a server, and what it says of them.
///
/// @param row        the row of the table
/// @param compatible what it comes to: a row with an unknown condition is a risk at most
/// @param weight     how likely it is that the row holds
/// @param open       the conditions that nobody answered
/// @param unread     the versions that are not known exactly enough to tell, in words
public record Rule(
    TableRow row,
    Compatible compatible,
    Weight weight,
    List<TableCondition> open,
    List<String> unread) {

  public Rule {
    open = List.copyOf(open);
    unread = List.copyOf(unread);
  }

  /// How likely it is that a row holds. The least likely comes first.
  public enum Weight {
    /// A server that nobody changed would answer a condition so that the row does not hold.
    UNUSUAL,
    /// Nothing is known.
    OPEN,
    /// A server that nobody changed would answer all of them so that it holds.
    USUAL,
    /// All conditions are told.
    TOLD;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public String id() {
    return row.id();
  }

  /// Whether everything is told that the row asks for.
  public boolean holds() {
    return weight == Weight.TOLD;
  }

  /// How bad it is: empty for ok.
  public Optional<Severity> severity() {
    return switch (compatible) {
      case OK -> Optional.empty();
      case GARBLED, BROKEN -> Optional.of(Severity.CRITICAL);
      case RISK ->
          Optional.of(weight.compareTo(Weight.USUAL) >= 0 ? Severity.MAJOR : Severity.MINOR);
    };
  }

  /// Whether it is worse than another rule of the same row.
  boolean outweighs(Rule other) {
    int order = compatible.compareTo(other.compatible);
    return order > 0 || (order == 0 && weight.compareTo(other.weight) > 0 && isWorse(other));
  }

  private boolean isWorse(Rule other) {
    return !severity().equals(other.severity());
  }
}
