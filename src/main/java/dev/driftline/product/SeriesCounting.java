package dev.driftline.product;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.driftline.version.LeadingNumbers;
import java.util.List;
import java.util.Optional;

/// How a maker counts its series of releases: MySQL 5.5, MariaDB 10.11, PostgreSQL 15.
///
/// @param scheme        names this way of counting. Series of two schemes cannot be compared: 5.5 of MySQL and 5.5 of
///     MariaDB
/// @param numbers       how many numbers a series has
/// @param majorOnlyFrom from this major version on, a series is the major version alone: PostgreSQL 10 and later
/// @param normalise     expressions with one group each. If one is found in a text, its group is the version
public record SeriesCounting(
    String scheme, int numbers, Optional<Integer> majorOnlyFrom, List<Pattern> normalise) {

  public SeriesCounting {
    normalise = List.copyOf(normalise);
  }

  /// The series of a version: `10.11` of `1:10.11.19-0+deb12u1`. Empty if the text has too few numbers.
  public Optional<String> series(String version) {
    // a printed version first: `Ver 15.1 Distrib 10.11.6` becomes `10.11.6`
    String text = normalised(version.strip());
    return LeadingNumbers.of(text, isMajorOnly(text) ? 1 : numbers);
  }

  private String normalised(String text) {
    for (Pattern pattern : normalise) {
      Matcher found = pattern.matcher(text);
      if (found.find()) {
        return found.group(1);
      }
    }
    return text;
  }

  /// Whether the series is the major version alone. A first number of four digits or more is a date, and no major
  /// version.
  private boolean isMajorOnly(String text) {
    Optional<Integer> major =
        LeadingNumbers.of(text, 1).filter(number -> number.length() < 4).map(Integer::valueOf);
    return majorOnlyFrom.isPresent()
        && major.filter(number -> number >= majorOnlyFrom.get()).isPresent();
  }
}
