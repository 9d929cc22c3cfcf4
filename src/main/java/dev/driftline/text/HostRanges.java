package dev.driftline.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Many hosts in few words, as pdsh and ClusterShell write them: `web[01-12], db3`, `web[001-048,051].example.com`.
///
/// The number that is folded is the last one of the first label: `web1-2.eu3.example.com` is counted by its `2`. Zeros
/// in front are kept: `web1` and `web01` are different hosts, so `web[1-9]` and `web[01-09]` are different ranges. An
/// address is shown as it is. So is a name with characters other than ASCII letters, digits, `-`, `_` and `.`.
public final class HostRanges {

  /// At most 18 digits, which a `long` holds.
  private static final Pattern NUMBERED =
      Pattern.compile(
          "(?<before>[A-Za-z0-9_-]*)(?<![0-9])(?<digits>[0-9]{1,18})(?<after>[A-Za-z_-]*(?:\\.[A-Za-z0-9._-]*)?)");

  /// Of what stands between two brackets, in characters.
  private static final int LONGEST = 50;

  private static final Pattern IPV4 = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

  private HostRanges() {}

  /// The hosts, each once. A range stands where the first of its hosts stood, and its numbers ascend. Escapes nothing.
  ///
  /// @param hosts names in any order, also several times
  public static String of(Collection<String> hosts) {
    Set<String> different = new LinkedHashSet<>(hosts);
    Set<Series> padded = new HashSet<>();
    for (String host : different) {
      numbered(host).filter(Numbered::beginsWithZero).map(Numbered::padded).ifPresent(padded::add);
    }
    Map<Object, TreeSet<Long>> groups = new LinkedHashMap<>();
    for (String host : different) {
      Optional<Numbered> name = numbered(host);
      Object group = name.<Object>map(it -> it.series(padded)).orElse(host);
      TreeSet<Long> numbers = groups.computeIfAbsent(group, _ -> new TreeSet<>());
      name.map(Numbered::number).ifPresent(numbers::add);
    }
    return groups.entrySet().stream()
        .map(group ->
            group.getKey() instanceof Series series
                ? series.of(group.getValue())
                : (String) group.getKey())
        .collect(Collectors.joining(", "));
  }

  private static Optional<Numbered> numbered(String host) {
    Matcher matcher = NUMBERED.matcher(host);
    return matcher.matches() && !IPV4.matcher(host).matches()
        ? Optional.of(
            new Numbered(matcher.group("before"), matcher.group("digits"), matcher.group("after")))
        : Optional.empty();
  }

  /// A name around its number.
  private record Numbered(String before, String digits, String after) {

    long number() {
      return Long.parseLong(digits);
    }

    boolean beginsWithZero() {
      return digits.length() > 1 && digits.startsWith("0");
    }

    Series padded() {
      return new Series(before, after, digits.length());
    }

    /// `web10` continues `web09`, if there is such a host, and `web9` otherwise.
    Series series(Set<Series> padded) {
      return padded.contains(padded()) ? padded() : new Series(before, after, 1);
    }
  }

  /// Names that differ by their number only.
  ///
  /// @param width how many digits a number has at least
  private record Series(String before, String after, int width) {

    String of(TreeSet<Long> numbers) {
      if (numbers.size() == 1) {
        return before + digits(numbers.first()) + after;
      }
      List<String> ranges = new ArrayList<>();
      long from = numbers.first();
      for (long number : numbers) {
        if (!numbers.contains(number + 1)) {
          ranges.add(from == number ? digits(from) : digits(from) + "-" + digits(number));
          Long next = numbers.higher(number);
          from = next == null ? number : next;
        }
      }
      return inLines(ranges).stream()
          .map(part -> before + "[" + part + "]" + after)
          .collect(Collectors.joining(", "));
    }

    /// The ranges in several parts, so that there are blanks at which a line can be wrapped.
    private static List<String> inLines(List<String> ranges) {
      List<String> parts = new ArrayList<>();
      StringBuilder part = new StringBuilder();
      for (String range : ranges) {
        if (part.length() + range.length() > LONGEST) {
          parts.add(part.toString());
          part.setLength(0);
        }
        part.append(part.isEmpty() ? "" : ",").append(range);
      }
      parts.add(part.toString());
      return parts;
    }

    private String digits(long number) {
      String digits = Long.toString(number);
      return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
  }
}
