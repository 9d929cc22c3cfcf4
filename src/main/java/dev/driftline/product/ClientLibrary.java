package dev.driftline.product;

import java.util.regex.Pattern;

/// A library through which programs speak a product's protocol.
///
/// @param name the beginning of its file name up to `.so` that all its variants share: `libmysqlclient`. It has
///     letters, digits, `_` and `-` only, so it means the same as a regular expression
public record ClientLibrary(String name) {

  /// The beginning of each name.
  public static final String PREFIX = "lib";

  static final Pattern NAME = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{1,60}");

  /// The same, which may be written as its files are called.
  static final Pattern FILE_NAME = Pattern.compile(NAME.pattern() + "(\\.so)?");

  public ClientLibrary {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no name of a library: " + name);
    }
  }

  /// Of `libmemcached` or `libmemcached.so`.
  static ClientLibrary ofFileName(String name) {
    return new ClientLibrary(
        name.endsWith(".so") ? name.substring(0, name.length() - ".so".length()) : name);
  }

  /// Whether a file name up to `.so` belongs to this library. `libmysqlclient_r` belongs to `libmysqlclient`, but
  /// `libpqxx` does not belong to `libpq`: the next character must not be a letter or digit.
  public boolean is(String library) {
    return library.startsWith(name)
        && (library.length() == name.length()
            || !Character.isLetterOrDigit(library.charAt(name.length())));
  }
}
