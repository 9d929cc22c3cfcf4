package dev.driftline.policy.compile;

import dev.driftline.model.table.ColumnType;
import dev.driftline.version.VersionText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Brings texts of policies into the form that rows have: `60s` becomes `60000` for a duration.
public final class Literals {

  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,19}");
  private static final Pattern QUANTITY =
      Pattern.compile("(-?[0-9]{1,15}(?:\\.[0-9]{1,6})?)\\s?([A-Za-z]*)");
  private static final Set<String> YES_NO = Set.of("yes", "no", "on", "off", "y", "n", "1", "0");

  /// `K`, `M`… and `KiB`… count by 1024, as in ls(1), dd(1) and systemd.syntax(7); `kB`, `MB`… by 1000.
  static final Map<String, Long> SIZES =
      Map.ofEntries(
          Map.entry("", 1L),
          Map.entry("b", 1L),
          Map.entry("k", 1L << 10),
          Map.entry("kib", 1L << 10),
          Map.entry("kb", 1_000L),
          Map.entry("m", 1L << 20),
          Map.entry("mib", 1L << 20),
          Map.entry("mb", 1_000_000L),
          Map.entry("g", 1L << 30),
          Map.entry("gib", 1L << 30),
          Map.entry("gb", 1_000_000_000L),
          Map.entry("t", 1L << 40),
          Map.entry("tib", 1L << 40),
          Map.entry("tb", 1_000_000_000_000L));

  static final Map<String, Long> DURATIONS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private Literals() {}

  /// The canonical form of `text`. Empty if a column of this type can never have it.
  public static Optional<String> canonical(ColumnType type, String text) {
    return switch (type) {
      case TEXT -> Optional.of(text);
      case VERSION -> Optional.of(text).filter(VersionText::isVersion);
      case INTEGER -> integer(text);
      case BOOLEAN -> Optional.of(text).filter(b -> b.equals("true") || b.equals("false"));
      // a file has no negative size, but a clock may be behind
      case SIZE ->
          quantity(text, SIZES, text.toLowerCase(Locale.ROOT))
              .filter(bytes -> !bytes.startsWith("-"));
      case DURATION -> milliseconds(text);
    };
  }

  static Optional<String> milliseconds(String text) {
    return quantity(text, DURATIONS, text);
  }

  private static Optional<String> integer(String text) {
    if (!INTEGER.matcher(text).matches()) {
      return Optional.empty();
    }
    // leading zeros and `-0` go; the value must fit into a long
    BigInteger value = new BigInteger(text);
    return value.bitLength() < Long.SIZE ? Optional.of(value.toString()) : Optional.empty();
  }

  private static Optional<String> quantity(String text, Map<String, Long> units, String spelled) {
    Matcher matcher = QUANTITY.matcher(spelled);
    if (text.length() > 40 || !matcher.matches() || !units.containsKey(matcher.group(2))) {
      return Optional.empty();
    }
    BigDecimal value =
        new BigDecimal(matcher.group(1))
            .multiply(BigDecimal.valueOf(units.getOrDefault(matcher.group(2), 1L)));
    // `1.5s` is 1500 milliseconds, but no row can have `1.5ms`
    boolean whole = value.stripTrailingZeros().scale() <= 0;
    return whole && value.toBigInteger().bitLength() < Long.SIZE
        ? Optional.of(value.toBigInteger().toString())
        : Optional.empty();
  }

  /// What to write instead of a text that [#canonical] refused.
  ///
  /// @param written the whole matcher, with its operator
  public static String hint(ColumnType type, String written, String text) {
    return switch (type) {
      case TEXT -> "write any text";
      case VERSION -> VersionHint.of(written, text);
      case INTEGER -> "write a whole number";
      case BOOLEAN ->
          YES_NO.contains(text.toLowerCase(Locale.ROOT))
              ? "write `true` or `false` instead of `%s`".formatted(text)
              : "write `true` or `false`";
      case SIZE -> "write bytes or a unit: `4096`, `10M`, `4KiB`";
      case DURATION -> "write a number and a unit: `250ms`, `60s`, `5m`, `2h`, `30d`";
    };
  }

  /// The type in messages: `a whole number`.
  public static String noun(ColumnType type) {
    return switch (type) {
      case TEXT -> "a text";
      case VERSION -> "a version";
      case INTEGER -> "a whole number";
      case BOOLEAN -> "true or false";
      case SIZE -> "a size";
      case DURATION -> "a duration";
    };
  }
}
