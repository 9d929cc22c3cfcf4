package dev.driftline.version;

import java.util.Comparator;

/// The order in which a package manager has its versions.
///
/// A package of one manager is never ordered by the rules of another: `1.0~rc1` is before `1.0` for dpkg and rpm and no
/// version at all for apk.
public enum VersionOrder implements Comparator<String> {
  /// Debian: deb-version(7), lib/dpkg/version.c.
  DPKG {
    @Override
    public int compare(String left, String right) {
      return DpkgOrder.compare(left, right);
    }
  },
  /// rpm: rpmio/rpmvercmp.c with epochs and releases. A release counts only where both have one, so that a policy may
  /// leave it out.
  RPM {
    @Override
    public int compare(String left, String right) {
      return RpmOrder.compare(left, right);
    }
  },
  /// Alpine: apk-tools, src/version.c.
  APK {
    @Override
    public int compare(String left, String right) {
      return ApkOrder.compare(left, right);
    }
  },
  /// Anything else: semver.org's order, with any number of parts.
  SEMVER {
    @Override
    public int compare(String left, String right) {
      return SemverOrder.compare(left, right);
    }
  };

  private static final int MAX_LENGTH = 1024;

  /// The order of a package manager by the name that the column `manager` has for it.
  public static VersionOrder of(String manager) {
    return switch (manager) {
      case "dpkg" -> DPKG;
      case "rpm" -> RPM;
      case "apk" -> APK;
      default -> SEMVER;
    };
  }

  /// Whether `text` can be a version: printable ASCII without blanks, with a digit in it, at most 1024 characters. What
  /// is not must not be compared: any result would be a guess.
  public boolean accepts(String text) {
    if (text.length() > MAX_LENGTH) {
      return false;
    }
    boolean digit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        return false;
      }
      digit |= Parts.isDigit(c);
    }
    return digit;
  }
}
