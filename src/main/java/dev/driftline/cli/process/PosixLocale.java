package dev.driftline.cli.process;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which characters the user's locale has. The environment says so (POSIX, XBD 8.2): the first of `LC_ALL`, `LC_CTYPE`
/// and `LANG` that is not empty counts. The JDK would also ask whether the locale is installed on this machine. That
/// says nothing about the terminal at the other end of an SSH session.
final class PosixLocale {

  /// `de_DE.UTF-8`, `C.utf8`, `sr_RS.UTF-8@latin`, and macOS's `UTF-8`.
  private static final Pattern UTF8 = Pattern.compile("(?i)([^.@]*\\.)?utf-?8(@.*)?");

  private PosixLocale() {}

  /// Whether the characters are encoded in UTF-8.
  static boolean hasUtf8(Map<String, String> environment) {
    Optional<String> locale =
        Stream.of("LC_ALL", "LC_CTYPE", "LANG")
            .map(name -> environment.getOrDefault(name, ""))
            .filter(value -> !value.isEmpty())
            .findFirst();
    return locale.filter(value -> UTF8.matcher(value).matches()).isPresent();
  }
}
