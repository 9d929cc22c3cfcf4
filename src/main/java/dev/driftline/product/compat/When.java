package dev.driftline.product.compat;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the answer to a condition must be for a row to hold.
///
/// @param condition its name
/// @param test      what its answer must meet
public record When(String condition, Test test) {

  Trilean holds(Optional<String> answer) {
    return answer.map(test::meets).orElse(Trilean.UNKNOWN);
  }

  /// `account_plugin is caching_sha2_password`.
  public String words() {
    return condition + " " + test.words();
  }

  /// What an answer must meet.
  public sealed interface Test {

    Trilean meets(String answer);

    String words();

    /// Adds the texts that it compares with. Returns whether these are all: an expression or a number takes any text.
    default boolean collect(Set<String> texts) {
      return switch (this) {
        case OneOf(List<String> all) -> {
          texts.addAll(all);
          yield true;
        }
        case Not(Test test) -> test.collect(texts);
        case Found _, Compared _ -> false;
      };
    }

    /// One of these texts.
    record OneOf(List<String> texts) implements Test {
      public OneOf {
        texts = List.copyOf(texts);
      }

      @Override
      public Trilean meets(String answer) {
        return Trilean.of(texts.contains(answer));
      }

      @Override
      public String words() {
        return "is " + String.join(" or ", texts);
      }
    }

    /// An expression that is found in the answer.
    record Found(Pattern pattern) implements Test {
      @Override
      public Trilean meets(String answer) {
        return Trilean.of(pattern.matcher(answer).find());
      }

      @Override
      public String words() {
        return "matches " + pattern.pattern();
      }

      @Override
      public boolean equals(Object other) {
        return other instanceof Found found && found.pattern.pattern().equals(pattern.pattern());
      }

      @Override
      public int hashCode() {
        return pattern.pattern().hashCode();
      }
    }

    /// A number below or above another. An answer without a number tells nothing.
    record Compared(String text, VersionRange range) implements Test {
      @Override
      public Trilean meets(String answer) {
        return CountedVersion.of(answer).map(range::has).orElse(Trilean.UNKNOWN);
      }

      @Override
      public String words() {
        return "is " + text;
      }
    }

    /// Anything but this.
    record Not(Test test) implements Test {
      @Override
      public Trilean meets(String answer) {
        return test.meets(answer).not();
      }

      @Override
      public String words() {
        return "not " + test.words();
      }
    }
  }
}
