package dev.driftline.pair;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// IP addresses as texts in one form, so that equal addresses are equal texts, and what kind of address they are.
final class IpAddress {

  /// No IPv6 address with a zone is longer.
  private static final int LONGEST = 64;

  /// Two or more groups of nothing but zeros.
  private static final Pattern ZEROS = Pattern.compile("\\b0(?::0)+\\b");

  private IpAddress() {}

  /// Without brackets, zone and the prefix of a v4-mapped IPv6 address; in lower case; IPv6 addresses in the one short
  /// form of RFC 5952. What is no address comes back in lower case.
  static String canonical(String address) {
    String plain = address.toLowerCase(Locale.ROOT);
    if (plain.startsWith("[") && plain.endsWith("]")) {
      plain = plain.substring(1, plain.length() - 1);
    }
    int zone = plain.indexOf('%');
    plain = zone < 0 ? plain : plain.substring(0, zone);
    return plain.indexOf(':') < 0 ? plain : parsed(plain).map(IpAddress::shortened).orElse(plain);
  }

  private static Optional<InetAddress> parsed(String text) {
    try {
      return text.length() > LONGEST ? Optional.empty() : Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String shortened(InetAddress address) {
    String full = address.getHostAddress();
    String longest = "";
    Matcher zeros = ZEROS.matcher(full);
    while (zeros.find()) {
      longest = zeros.group().length() > longest.length() ? zeros.group() : longest;
    }
    return longest.isEmpty() ? full : full.replaceFirst("(^|:)" + longest + "(:|$)", "::");
  }

  /// Whether this canonical text is an address and not a name. `1.2`, which only some programs read as one, is none.
  static boolean isLiteral(String canonical) {
    return parsed(canonical).filter(a -> canonical.equals(shortened(a))).isPresent();
  }

  static boolean isLoopback(String canonical) {
    return canonical.startsWith("127.") || canonical.equals("::1");
  }

  /// Whether each network, or each host, has an address of its own by this text.
  static boolean isEverybodys(String canonical) {
    return canonical.equals("127.0.0.1")
        || canonical.equals("::1")
        || canonical.startsWith("169.254.")
        || parsed(canonical)
            .map(a -> a.isAnyLocalAddress() || a.isLinkLocalAddress() || a.isMulticastAddress())
            .orElse(true);
  }

  /// Whether it is the same machine's in every network: not one of the addresses of RFC 1918, RFC 4193 (fc00::/7) and
  /// RFC 6598 (100.64.0.0/10), of which each network has its own, and no loopback address.
  static boolean isGlobal(String canonical) {
    return !isLoopback(canonical) && parsed(canonical).map(a -> !isPrivate(a)).orElse(false);
  }

  private static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address.isSiteLocalAddress()
        || (address instanceof Inet4Address
            ? bytes[0] == 100 && (bytes[1] & 0xc0) == 64
            : (bytes[0] & 0xfe) == 0xfc);
  }
}
