package dev.driftline.pair;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// IP addresses as texts in one form, so that equal addresses are equal texts. Also tells kinds of addresses apart.
final class IpAddress {

  /// In characters. No IPv6 address is longer, even with a zone.
  private static final int LONGEST = 64;

  /// Two zero groups or more.
  private static final Pattern ZEROS = Pattern.compile("\\b0(?::0)+\\b");

  private IpAddress() {}

  /// The one form of an address: lower case, no brackets, no zone, IPv6 in the short form of RFC 5952, and IPv4 if it
  /// was mapped into IPv6. For example, `[::FFFF:10.0.0.9]` becomes `10.0.0.9`. A text that is no address only gets
  /// lower case.
  static String canonical(String address) {
    String plain = address.toLowerCase(Locale.ROOT);
    if (plain.startsWith("[") && plain.endsWith("]")) {
      plain = plain.substring(1, plain.length() - 1);
    }
    int zone = plain.indexOf('%');
    plain = zone < 0 ? plain : plain.substring(0, zone);
    // InetAddress turns a mapped address into IPv4
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

  /// Whether this canonical text is an address, and not a name. Some programs read `1.2` as an address; here it is
  /// none.
  static boolean isLiteral(String canonical) {
    return parsed(canonical).filter(a -> canonical.equals(shortened(a))).isPresent();
  }

  static boolean isLoopback(String canonical) {
    return canonical.startsWith("127.") || canonical.equals("::1");
  }

  /// Whether every host, or every network, has its own machine with this address.
  static boolean isEverybodys(String canonical) {
    return canonical.equals("127.0.0.1")
        || canonical.equals("::1")
        || canonical.startsWith("169.254.")
        || parsed(canonical)
            .map(a -> a.isAnyLocalAddress() || a.isLinkLocalAddress() || a.isMulticastAddress())
            .orElse(true);
  }

  /// Whether the address is the same machine in all networks. It is not if the address is loopback or private: RFC
  /// 1918, RFC 4193 (fc00::/7), RFC 6598 (100.64.0.0/10).
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
