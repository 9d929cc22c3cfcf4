package dev.driftline.policy;

import static org.assertj.core.api.Assertions.assertThat;

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
}
