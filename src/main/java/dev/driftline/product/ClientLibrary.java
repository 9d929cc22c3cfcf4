package dev.driftline.product;

import java.util.regex.Pattern;

/// A library through which programs speak a product's protocol.
///
/// @param name its file name up to `.so`, as far as all its variants have it: `libmysqlclient`. Letters, digits, `_`
///     and `-`, so that it is the same text in a regular expression
public record ClientLibrary(String name) {

  /// What every name begins with.
  public static final String PREFIX = "lib";

  static final Pattern NAME = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{1,60}");

  public ClientLibrary {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no name of a library: " + name);
    }
  }

  /// Whether a file name up to `.so` is this library's: `libmysqlclient_r` is `libmysqlclient`, `libpqxx` is not `libpq`.
  public boolean is(String library) {
    return library.startsWith(name)
        && (library.length() == name.length()
            || !Character.isLetterOrDigit(library.charAt(name.length())));
  }
}
