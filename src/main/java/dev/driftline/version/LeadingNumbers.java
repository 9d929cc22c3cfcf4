package dev.driftline.version;

import java.util.Optional;

/// Takes the leading numbers of versions. A series of releases is named by them: `10.11` of MariaDB, `16` of
/// PostgreSQL.
public final class LeadingNumbers {

  private LeadingNumbers() {}

  /// The first `count` numbers of a version, without its epoch: `10.11` of `1:10.11.19-0+deb12u1`. Empty if it does not
  /// begin with so many.
  public static Optional<String> of(String version, int count) {
    String text = Parts.withoutEpoch(version);
    int end = Parts.endOfDigits(text, 0);
    if (end == 0) {
      return Optional.empty();
    }
    for (int i = 1; i < count; i++) {
      int next = end + 1;
      if (end >= text.length() || text.charAt(end) != '.') {
        return Optional.empty();
      }
      end = Parts.endOfDigits(text, next);
      if (end == next) {
        return Optional.empty();
      }
    }
    return Optional.of(text.substring(0, end));
  }
}
