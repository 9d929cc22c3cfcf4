package dev.driftline.inventory.pattern;

import dev.driftline.inventory.pattern.Selection.Mistake;
import dev.driftline.source.Suggestion;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Ansible's host patterns: `all`, names, groups, globs, `~regex`, `a:b` or `a,b`, `a:&b`, `a:!c`, `web[0:2]`. For
/// example, `web:&prod:!web3` means the hosts of `web` that are also in `prod`, without web3.
///
/// As in Ansible (`ansible/inventory/manager.py`), the order of the parts does not matter. First the parts without a
/// sign are united, then `&` keeps only common hosts, then `!` removes hosts. Unlike in Ansible, a part that names no
/// host or group is a mistake.
public final class HostPattern {

  /// A bracket without its other half becomes part of a name, which no host has.
  private static final Pattern BETWEEN_COLONS = Pattern.compile("(?:\\[[^\\]]*\\]|[^\\s:])+");

  private static final Pattern BETWEEN_COMMAS = Pattern.compile("[^\\s,](?:[^,]*[^\\s,])?");
  private static final Pattern SUBSCRIPT =
      Pattern.compile("(.+)\\[(?:(-?[0-9]{1,9})|([0-9]{1,9})[:-]([0-9]{0,9}))\\]");

  /// `[1:3]` and `[a:c]` somewhere else than at the end. A glob takes it for the three characters 1, : and 3.
  private static final Pattern RANGE_IN_NAME =
      Pattern.compile("(.*)\\[([0-9]{1,9}|[A-Za-z]):([0-9]{0,9}|[A-Za-z])\\](.+)");

  /// A hint lists so many numbers more than one.
  private static final int MOST_NAMES = 9;

  private static final Pattern LEADING_ZERO = Pattern.compile("0[0-9]+");

  private final NamedHosts index;
  private final List<Mistake> mistakes = new ArrayList<>();

  private HostPattern(NamedHosts index) {
    this.index = index;
  }

  public static Selection select(String pattern, NamedHosts index) {
    return new HostPattern(index).select(pattern);
  }

  /// One part of the pattern.
  ///
  /// @param sign   `+` for a part without a sign
  /// @param offset of the text in the pattern
  private record Part(char sign, String text, int offset) {

    static Part of(String written, int offset) {
      char first = written.charAt(0);
      boolean signed = first == '&' || first == '!';
      return signed
          ? new Part(first, written.substring(1), offset + 1)
          : new Part('+', written, offset);
    }

    int order() {
      return sign == '+' ? 0 : sign == '&' ? 1 : 2;
    }
  }

  private Selection select(String pattern) {
    List<Part> parts = new ArrayList<>(split(pattern));
    if (parts.isEmpty()) {
      mistakes.add(new Mistake(0, "the host pattern is empty", "\"all\" stands for every host"));
    } else if (parts.stream().noneMatch(part -> part.sign() == '+')) {
      // `!db` alone means all hosts but those of db
      parts.add(new Part('+', "all", 0));
    }
    // the sort keeps the order of parts with the same sign
    parts.sort(Comparator.comparingInt(Part::order));
    BitSet chosen = new BitSet();
    for (Part part : parts) {
      BitSet matched = match(part);
      switch (part.sign()) {
        case '&' -> chosen.and(matched);
        case '!' -> chosen.andNot(matched);
        default -> chosen.or(matched);
      }
    }
    if (chosen.isEmpty() && mistakes.isEmpty()) {
      mistakes.add(
          new Mistake(
              0,
              "no host selected by \"%s\"".formatted(pattern),
              index.size() == 0
                  ? "the inventory has no host"
                  : "its parts exist, but no host is in all it asks for"));
    }
    return new Selection(chosen.stream().mapToObj(index::name).toList(), mistakes);
  }

  /// The parts. A pattern that is a host's name is not split, because an IPv6 address has colons.
  private List<Part> split(String pattern) {
    if (index.isHost(pattern)) {
      return List.of(new Part('+', pattern, 0));
    }
    Matcher words =
        (pattern.indexOf(',') >= 0 || pattern.startsWith("~") ? BETWEEN_COMMAS : BETWEEN_COLONS)
            .matcher(pattern);
    return words.results().map(word -> Part.of(word.group(), word.start())).toList();
  }

  private BitSet match(Part part) {
    String text = part.text();
    Matcher subscript = SUBSCRIPT.matcher(text);
    Matcher range = RANGE_IN_NAME.matcher(text);
    BitSet matched = new BitSet();
    if (text.equals("all") || text.equals("*")) {
      matched.set(0, index.size());
    } else if (index.isHost(text)) {
      matched.set(index.order(text));
    } else if (!text.startsWith("~") && range.matches()) {
      mistakes.add(rangeInName(range, part));
    } else if (!text.startsWith("~") && subscript.matches()) {
      if (hasLeadingZero(subscript)) {
        mistakes.add(leadingZero(subscript, part));
        return matched;
      }
      return slice(enumerate(subscript.group(1), part), subscript, part);
    } else {
      enumerate(text, part).forEach(matched::set);
    }
    return matched;
  }

  /// The hosts of all groups that match, then the hosts that match (`_enumerate_matches` in Ansible's `manager.py`). A
  /// host of two such groups is there twice, and subscripts count it twice, as in Ansible.
  private List<Integer> enumerate(String text, Part part) {
    List<Integer> hosts = new ArrayList<>();
    try {
      Predicate<String> named = Glob.of(text);
      List<String> groups = index.groupNames().stream().filter(named).toList();
      groups.forEach(group -> hosts.addAll(index.hostsOf(group)));
      if (groups.isEmpty() || !Glob.isPlain(text) || text.contains(".")) {
        index.hostNames().filter(named).forEach(name -> hosts.add(index.order(name)));
      }
      if (groups.isEmpty() && hosts.isEmpty()) {
        mistakes.add(nothing(text, part));
      }
    } catch (IllegalArgumentException e) {
      mistakes.add(
          new Mistake(part.offset(), String.valueOf(e.getMessage()), "RE2 syntax is understood"));
    }
    return hosts;
  }

  private Mistake nothing(String text, Part part) {
    String hint =
        Suggestion.near(text, index.names())
            .orElse("\"driftline inventory\" lists the hosts and groups there are");
    return new Mistake(part.offset(), "no host or group is called \"%s\"".formatted(text), hint);
  }

  /// `web[0]`, `web[-1]`, `web[0:2]`: positions among the hosts of the part, both ends included.
  private BitSet slice(List<Integer> hosts, Matcher subscript, Part part) {
    int last = hosts.size() - 1;
    String one = subscript.group(2);
    String end = subscript.group(4);
    int written = Integer.parseInt(one != null ? one : subscript.group(3));
    int from = written < 0 ? hosts.size() + written : written;
    int to = one != null ? from : end.isEmpty() ? last : Math.min(last, Integer.parseInt(end));
    BitSet slice = new BitSet();
    for (int i = from; i >= 0 && i <= to && i <= last; i++) {
      slice.set(hosts.get(i));
    }
    if (slice.isEmpty() && !hosts.isEmpty()) {
      mistakes.add(
          new Mistake(
              part.offset(),
              missed(hosts, from > last || from < 0, subscript),
              "counting begins at 0"));
    }
    return slice;
  }

  /// Ansible takes `web[1:3].example.org` for a glob, which selects web1 and web3, and not web2.
  private static Mistake rangeInName(Matcher range, Part part) {
    String names = names(range.group(1), range.group(2), range.group(3), range.group(4));
    return new Mistake(
        part.offset(),
        "[%s:%s] within a name is no range here: it stands for one of these characters"
            .formatted(range.group(2), range.group(3)),
        "write a regular expression: `%s`".formatted(names));
  }

  private static boolean hasLeadingZero(Matcher subscript) {
    return Stream.of(2, 3, 4)
        .map(subscript::group)
        .anyMatch(number -> number != null && LEADING_ZERO.matcher(number).matches());
  }

  /// `node[009:012]` looks like names, and Ansible takes it for positions: node018 and others, if the first is node009.
  private static Mistake leadingZero(Matcher subscript, Part part) {
    String group = subscript.group(1);
    String brackets = part.text().substring(group.length());
    boolean one = subscript.group(2) != null;
    String names =
        names(
            group, subscript.group(one ? 2 : 3), one ? subscript.group(2) : subscript.group(4), "");
    return new Mistake(
        part.offset(),
        "%s looks like a part of names, and would count positions".formatted(brackets),
        "for positions write `%s%s`, for names a regular expression: `%s`"
            .formatted(group, brackets.replaceAll("\\b0+(?=[0-9])", ""), names));
  }

  /// The expression for the names from one number or letter to another, with what stands before and after it.
  private static String names(String before, String from, String to, String after) {
    return "~%s%s%s$".formatted(expression(before), choice(from, to), expression(after));
  }

  private static String choice(String from, String to) {
    if (from.length() == 1 && to.length() == 1) {
      return "[%s-%s]".formatted(from, to);
    }
    int first = from.matches("[0-9]+") ? Integer.parseInt(from) : 0;
    int last = to.matches("[0-9]+") ? Integer.parseInt(to) : Integer.MAX_VALUE;
    return last - first > MOST_NAMES
        ? "[0-9]+"
        : IntStream.rangeClosed(first, last)
            .mapToObj(number -> ("%0" + from.length() + "d").formatted(number))
            .collect(Collectors.joining("|", "(", ")"));
  }

  private static String expression(String glob) {
    return glob.replace(".", "\\.").replace("*", ".*").replace("?", ".");
  }

  private static String missed(List<Integer> hosts, boolean beyond, Matcher subscript) {
    long number = hosts.stream().distinct().count();
    return beyond
        ? "\"%s\" is beyond the %s of \"%s\""
            .formatted(
                subscript.group(),
                number == 1 ? "only host" : number + " hosts",
                subscript.group(1))
        : "\"%s\" ends before it begins".formatted(subscript.group());
  }
}
