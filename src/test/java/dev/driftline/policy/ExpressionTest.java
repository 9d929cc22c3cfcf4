package dev.driftline.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.model.Reason;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.LimitReached;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpressionTest {

  @Test
  void saysTheSameOfATextHoweverOftenItIsAsked() {
    Expression expression = Expression.of("^lib(ssl|crypto)");

    for (int time = 0; time < 3; time++) {
      assertThat(expression.isIn("libssl3")).isTrue();
      assertThat(expression.isIn("libcrypto.so")).isTrue();
      assertThat(expression.isIn("mylibssl3")).isFalse();
      assertThat(expression.isIn("")).isFalse();
    }
  }

  @Test
  void isRightAboutMoreTextsThanItRemembers() {
    Expression expression = Expression.of("[02468]$");

    for (int time = 0; time < 2; time++) {
      for (int number = 0; number < 2_000; number++) {
        assertThat(expression.isIn("package" + number)).isEqualTo(number % 2 == 0);
      }
    }
  }

  @Test
  void isRightAboutTextsTooLongToBeRemembered() {
    Expression expression = Expression.of("end$");

    assertThat(expression.isIn("x".repeat(100_000) + "end")).isTrue();
    assertThat(expression.isIn("x".repeat(100_000) + "End")).isFalse();
  }

  @Test
  void isEqualToAnotherOfTheSameText() {
    assertThat(Expression.of("a+"))
        .isEqualTo(Expression.of("a+"))
        .hasSameHashCodeAs(Expression.of("a+"))
        .isNotEqualTo(Expression.of("a*"))
        .hasToString("a+");
  }

  /// An expression may have thousands of states, and a host may send texts of a megabyte.
  @Test
  void aLongTextIsReadOnlyAsLongAsTheBudgetAllows() {
    LimitReached over = new LimitReached(Reason.LIMIT, "enough");
    Budget spent = Budget.of(Budget.BYTES, () -> Optional.of(over));
    Expression expression = Expression.of("(.{500}a){2}$");
    String text = "ab".repeat(500_000);

    assertThatThrownBy(() -> expression.isIn(text, spent)).isSameAs(over);
    assertThat(expression.isIn("ab", spent)).isFalse();
  }

  @Test
  void saysTheSameOfALongTextWhoeverWatches() {
    for (String pattern : List.of("end$", "^xx", "x{3}e", "(?i)END", "[^x]", "é", "\\bend")) {
      for (String tail : List.of("end", "", "é", " end")) {
        String text = "x".repeat(2_000) + tail;
        assertThat(Expression.of(pattern).isIn(text, Budget.unlimited()))
            .as("%s in …%s", pattern, tail)
            .isEqualTo(com.google.re2j.Pattern.compile(pattern).matcher(text).find());
      }
    }
  }
}
