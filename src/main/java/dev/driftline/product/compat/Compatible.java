package dev.driftline.product.compat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a row of a table says about a client and a server. The best comes first.
public enum Compatible {
  OK,
  RISK,
  GARBLED,
  BROKEN;

  /// The word in tables, policies and reports: `broken`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Compatible::word).toList();
  }

  public static Optional<Compatible> of(String word) {
    return Arrays.stream(values()).filter(value -> value.word().equals(word)).findFirst();
  }
}
