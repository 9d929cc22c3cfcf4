package dev.driftline.facts;

import dev.driftline.model.Reason;
import dev.driftline.model.host.Connection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The words of the format.
final class Words {

  static final String ANSWERED = "answered";
  static final String UNREACHABLE = "unreachable";
  static final String OBSERVED = "observed";
  static final String ABSENT = "absent";
  static final String UNKNOWN = "unknown";

  private static final Map<String, Reason> REASONS =
      Stream.of(Reason.values()).collect(Collectors.toMap(Reason::word, reason -> reason));

  private static final Map<String, Connection.Method> METHODS =
      Stream.of(Connection.Method.values()).collect(Collectors.toMap(Words::of, method -> method));

  private Words() {}

  static String of(Connection.Method method) {
    return method.name().toLowerCase(Locale.ROOT);
  }

  static Optional<Reason> reason(String word) {
    return Optional.ofNullable(REASONS.get(word));
  }

  static Optional<Connection.Method> method(String word) {
    return Optional.ofNullable(METHODS.get(word));
  }
}
