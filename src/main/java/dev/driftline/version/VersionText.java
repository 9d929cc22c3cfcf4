package dev.driftline.version;

import java.util.regex.Pattern;

/// Which texts of a policy can be a version.
///
/// Versions of dpkg (deb-version(7)), rpm (rpm-version(7)), apk (apk-package(5)) and semver.org begin with a letter or
/// digit, after the epoch. They consist of letters, digits and `. + ~ ^ _ -`, and have a digit. In a version of dpkg
/// with an epoch, further colons are allowed.
public final class VersionText {

  private static final Pattern VERSION =
      Pattern.compile(
          "(?=.*[0-9])(?:[A-Za-z0-9][A-Za-z0-9.+~^_-]*|[0-9]+:[A-Za-z0-9][A-Za-z0-9.+~^_:-]*)");

  /// `3.x`, which stands for all versions that begin with 3.
  private static final Pattern WILDCARD = Pattern.compile("[0-9.]*\\.[xX](?:\\.[0-9xX.]*)?");

  /// VERSION_ID of os-release(5) may be such a word. Capital letters are not allowed there, but common.
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z._+-]*");

  private static final int MAX_LENGTH = 1024;

  private VersionText() {}

  /// Whether it can be a version of some package manager.
  public static boolean isVersion(String text) {
    return text.length() <= MAX_LENGTH
        && VERSION.matcher(text).matches()
        && !WILDCARD.matcher(text).matches();
  }

  /// Whether it can be the version of a system that has no number, such as `rolling`. Such versions have no order.
  public static boolean isName(String text) {
    return text.length() <= MAX_LENGTH && NAME.matcher(text).matches();
  }
}
