package dev.driftline.inventory.connection;

import java.net.IDN;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Checks addresses, ports and accounts before driftline connects with them.
///
/// Some forms of an IPv4 address are read differently by different programs: `010.0.0.1`, `167772161`, `0x7f.1`. They
/// are refused.
final class Address {

  private static final Pattern BYTE =
      Pattern.compile("0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5]");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9A-Fa-f]*");
  private static final Pattern LABEL =
      Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?");
  private static final Pattern SCOPE = Pattern.compile("[A-Za-z0-9_.-]{1,15}");
  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{1,4}");
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
  private static final Pattern WITH_PORT = Pattern.compile("(?:[^:]*|\\[.*]):[0-9]+");
  private static final Pattern USER =
      Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_.@+\\\\-]{0,254}[A-Za-z0-9_.@+-])?\\$?");
  private static final int MAX_NAME = 253;
  private static final int MAX_LABEL = 63;

  private Address() {}

  /// The address in the form for connecting: without brackets, and with international names in ASCII.
  ///
  /// @throws IllegalArgumentException if it is no address; the message continues a sentence that begins with "address"
  static String parse(String text) {
    require(!text.contains("://"), "is a URL");
    require(!text.contains("@"), "holds a user, who belongs into ansible_user");
    require(!WITH_PORT.matcher(text).matches(), "holds a port, which belongs into ansible_port");
    if (text.contains(":")) {
      boolean bracketed = text.startsWith("[") && text.endsWith("]");
      String bare = bracketed ? text.substring(1, text.length() - 1) : text;
      require(isIpv6(bare), "is not an IPv6 address");
      return bare;
    }
    String ascii = toAscii(text);
    String name = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
    require(!name.isEmpty(), "is empty");
    require(!name.startsWith("-"), "begins with \"-\"");
    // if the last label is a number, resolvers take the name for an IPv4 address
    List<String> labels = Arrays.asList(name.split("\\.", -1));
    if (NUMBER.matcher(labels.getLast()).matches()) {
      require(
          isIpv4(name),
          labels.stream().allMatch(label -> NUMBER.matcher(label).matches())
              ? "is a number that not every program reads as the same IPv4 address"
              : "ends with a number, which no DNS name does: some programs take it for an IPv4 address");
      return name;
    }
    require(name.length() <= MAX_NAME, "has more than %d characters".formatted(MAX_NAME));
    for (String label : labels) {
      require(
          label.length() <= MAX_LABEL,
          "has more than %d characters between two dots".formatted(MAX_LABEL));
      require(LABEL.matcher(label).matches(), "is neither a DNS name nor an IP address");
    }
    return ascii;
  }

  /// The ASCII form of an international name. Java knows the rules of 2003 (RFC 3490), which replace or drop some
  /// letters: `ß` becomes `ss`. The rules of 2008 (RFC 5891) keep them. A name that differs between the two is refused.
  private static String toAscii(String text) {
    if (text.chars().allMatch(c -> c < 128)) {
      return text;
    }
    String ascii;
    try {
      ascii = IDN.toASCII(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is not a DNS name", e);
    }
    require(
        IDN.toUnicode(ascii).equals(text.toLowerCase(Locale.ROOT)),
        "is \"%s\" for some programs and another name for others".formatted(ascii));
    return ascii;
  }

  /// Whether the text is an IP address, without brackets.
  static boolean isLiteral(String text) {
    return isIpv4(text) || (text.contains(":") && isIpv6(text));
  }

  private static boolean isIpv4(String text) {
    String[] bytes = text.split("\\.", -1);
    return bytes.length == 4 && Arrays.stream(bytes).allMatch(b -> BYTE.matcher(b).matches());
  }

  /// RFC 4291 section 2.2, with a scope after `%` (RFC 4007 section 11).
  private static boolean isIpv6(String text) {
    int percent = text.indexOf('%');
    if (percent >= 0 && !SCOPE.matcher(text.substring(percent + 1)).matches()) {
      return false;
    }
    String address = percent >= 0 ? text.substring(0, percent) : text;
    // without `::` there are eight groups; with it at most seven are written
    int gap = address.indexOf("::");
    if (gap < 0) {
      return groups(address) == 8;
    }
    String before = address.substring(0, gap);
    String after = address.substring(gap + 2);
    int left = before.isEmpty() ? 0 : groups(before);
    int right = after.isEmpty() ? 0 : groups(after);
    return left >= 0 && right >= 0 && left + right <= 7 && !before.contains(".");
  }

  /// The number of 16-bit groups; -1 if there is a mistake. An IPv4 address at the end counts as two.
  private static int groups(String text) {
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      if (i == parts.length - 1 && isIpv4(parts[i])) {
        count += 2;
      } else if (HEX.matcher(parts[i]).matches()) {
        count++;
      } else {
        return -1;
      }
    }
    return count;
  }

  static Optional<Integer> port(String text) {
    return Optional.of(text)
        .filter(t -> PORT.matcher(t).matches())
        .map(Integer::valueOf)
        .filter(port -> port <= 65_535);
  }

  /// Whether the text can be the name of an account. It is never an option or a shell word.
  static boolean isUser(String text) {
    return USER.matcher(text).matches();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
