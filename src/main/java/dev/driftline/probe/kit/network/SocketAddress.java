package dev.driftline.probe.kit.network;

import java.util.Locale;
import java.util.Optional;

/// An internet address and port in their usual form: `10.0.0.9:3306`, `[2001:db8::1]:3306`.
///
/// @param host an IPv4 address, or an IPv6 address in the form of RFC 5952; never a name
public record SocketAddress(String host, int port) {

  /// Reads an address of `/proc/net/tcp` or `/proc/net/tcp6`: `0100007F:0CEA` is 127.0.0.1:3306. The address consists
  /// of words of 32 bits in the byte order of the host, 1 or 4 of them. The port is in network order
  /// (net/ipv4/tcp_ipv4.c). An IPv4 address inside of an IPv6 address (`::ffff:10.0.0.9`) becomes IPv4.
  public static Optional<SocketAddress> ofHex(String text, boolean bigEndian) {
    int colon = text.indexOf(':');
    // 8 or 32 digits of address, 4 digits of port
    if ((colon != 8 && colon != 32) || text.length() != colon + 5) {
      return Optional.empty();
    }
    int[] bytes = new int[colon / 2];
    for (int i = 0; i < bytes.length; i++) {
      // on a little-endian host, the four bytes of each word come in reverse
      int at = bigEndian ? i : (i & ~3) + 3 - (i & 3);
      bytes[at] = hex(text, 2 * i, 2 * i + 2);
      if (bytes[at] < 0) {
        return Optional.empty();
      }
    }
    int port = hex(text, colon + 1, colon + 5);
    return port < 0 ? Optional.empty() : Optional.of(new SocketAddress(host(bytes), port));
  }

  /// Whether it stands for all addresses of the host. A socket without a peer has such a peer address.
  public boolean isAny() {
    return host.equals("0.0.0.0") || host.equals("::");
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  /// The value of up to 7 hexadecimal digits; -1 if one is not a digit.
  private static int hex(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }

  private static String host(int[] bytes) {
    if (bytes.length == 4) {
      return dotted(bytes, 0);
    }
    // ::ffff:0:0/96, RFC 4291 section 2.5.5.2
    boolean mapped = bytes[10] == 0xff && bytes[11] == 0xff;
    for (int i = 0; i < 10; i++) {
      mapped &= bytes[i] == 0;
    }
    return mapped ? dotted(bytes, 12) : colons(bytes);
  }

  private static String dotted(int[] bytes, int from) {
    return "%d.%d.%d.%d".formatted(bytes[from], bytes[from + 1], bytes[from + 2], bytes[from + 3]);
  }

  /// RFC 5952: the longest run of zero groups becomes `::`, the first one of two equals, and never a single group.
  private static String colons(int[] bytes) {
    // find the longest run of two zero groups or more
    int bestAt = -1;
    int best = 1;
    for (int at = 0; at < 8; at++) {
      int length = 0;
      while (at + length < 8 && group(bytes, at + length) == 0) {
        length++;
      }
      if (length > best) {
        best = length;
        bestAt = at;
      }
    }
    // print the other groups with colons between; `::` brings its own colons
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < 8; at++) {
      if (at == bestAt) {
        text.append("::");
        at += best - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(group(bytes, at)));
      }
    }
    return text.toString().toLowerCase(Locale.ROOT);
  }

  private static int group(int[] bytes, int at) {
    return bytes[2 * at] << 8 | bytes[2 * at + 1];
  }
}
