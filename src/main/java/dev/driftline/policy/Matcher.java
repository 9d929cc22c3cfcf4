package dev.driftline.policy;

import java.util.List;

/// The condition that a policy writes beside a column: `">= 60s"`. The judge decides whether a value meets it.
public sealed interface Matcher {

  /// The text of the policy, for reports: `>= 60s`.
  String text();

  /// `value = operand`, `value < operand`…
  record Compare(Operator operator, Operand operand, String text) implements Matcher {}

  /// One of several.
  record OneOf(List<Matcher> choices, String text) implements Matcher {
    public OneOf {
      choices = List.copyOf(choices);
    }
  }

  /// `~ regular expression`, found anywhere in the value.
  record Regex(Expression expression, String text) implements Matcher {}

  record Not(Matcher matcher, String text) implements Matcher {}

  record AllOf(List<Matcher> matchers, String text) implements Matcher {
    public AllOf {
      matchers = List.copyOf(matchers);
    }
  }

  /// There is a value: `present`. `absent` is the [Not] of this.
  record Present(String text) implements Matcher {}

  /// The text is empty but for white space. No value at all is not clean: nobody looked.
  record Clean(String text) implements Matcher {}

  /// How two values are compared; the column's type says by which order.
  enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    GREATER(">"),
    AT_LEAST(">="),
    LESS("<"),
    AT_MOST("<=");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }

    /// Whether it asks which of two values comes first. `=` and `!=` do not.
    public boolean isOrder() {
      return this != EQUAL && this != NOT_EQUAL;
    }

    /// Whether it holds for a value that comes before (negative), at (0) or after (positive) what it is compared with.
    public boolean holds(int order) {
      return switch (this) {
        case EQUAL -> order == 0;
        case NOT_EQUAL -> order != 0;
        case GREATER -> order > 0;
        case AT_LEAST -> order >= 0;
        case LESS -> order < 0;
        case AT_MOST -> order <= 0;
      };
    }
  }

  /// The right side of an operator.
  sealed interface Operand {

    /// A text from the policy, already in the column type's canonical form (`60s` is `60000`).
    record Literal(String value) implements Operand {}

    /// In a pair, a column of the same pair row: `server.series`.
    record OtherColumn(String column) implements Operand {}
  }
}
