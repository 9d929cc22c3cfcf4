package dev.driftline.version;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The order of versions of one package manager.
///
/// Versions of one manager are never compared by the rules of another. For example, `1.0~rc1` comes before `1.0` for
/// dpkg and rpm, and is no version at all for apk.
///
/// Texts must be tested with [#accepts] before they are compared. No order depends on the locale.
public enum VersionOrder implements Comparator<String> {
  /// Debian: deb-version(7), lib/dpkg/version.c.
  DPKG {
    @Override
    public int compare(String left, String right) {
      return DpkgOrder.compare(left, right);
    }
  },
  /// rpm: rpmio/rpmvercmp.c with epochs and releases. A release counts only if both versions have one, so a policy may
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
  /// Releases of kernels and operating systems: numbers before words, and a release candidate before its release.
  RELEASE {
    @Override
    public int compare(String left, String right) {
      return ReleaseOrder.compare(left, right);
    }
  },
  /// Anything else: semver.org's order, with any number of parts.
  SEMVER {
    @Override
    public int compare(String left, String right) {
      return SemverOrder.compare(left, right);
    }
  };

  /// The orders that a column of packages may have; the last one is that of rows without a manager.
  public static final List<VersionOrder> OF_MANAGERS = List.of(DPKG, RPM, APK, SEMVER);

  private static final int MAX_LENGTH = 1024;

  /// The order by the manager's name, as in the column `manager`. Any other name means [#SEMVER].
  public static VersionOrder of(String manager) {
    return switch (manager) {
      case "dpkg" -> DPKG;
      case "rpm" -> RPM;
      case "apk" -> APK;
      default -> SEMVER;
    };
  }

  /// What stands behind the epoch of a version: `2.0-1` of `1:2.0-1`. Empty if it has none, or the manager knows none.
  public Optional<String> behindEpoch(String version) {
    return (this == DPKG || this == RPM) && Parts.afterEpoch(version) > 0
        ? Optional.of(Parts.withoutEpoch(version))
        : Optional.empty();
  }

  /// Whether `text` can be a version: 1 to 1024 characters of printable ASCII, with a digit and without blanks. Other
  /// texts must not be compared, because any result would be a guess.
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
