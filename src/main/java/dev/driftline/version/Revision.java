package dev.driftline.version;

/// The last part of a package's version, which counts its builds: `0+deb12u1` of `1:10.11.19-0+deb12u1`, `r3` of
/// `1.36.1-r3`.
///
/// Of a version that somebody plans, it is often not known. Such a version is a beginning, `1:11.4.5-`.
public final class Revision {

  private Revision() {}

  private static String mark(VersionOrder order) {
    return switch (order) {
      case DPKG, RPM -> "-";
      case APK -> "-r";
      case RELEASE, SEMVER -> "";
    };
  }

  private static int at(VersionOrder order, String version) {
    String mark = mark(order);
    return mark.isEmpty() ? -1 : version.lastIndexOf(mark);
  }

  /// Whether the version has a revision. Versions of semver.org have none.
  public static boolean has(VersionOrder order, String version) {
    return at(order, version) > 0;
  }

  /// The beginning that all versions share which differ from this one in their revision: `1:11.4.5-` of `1:11.4.5`.
  public static String open(VersionOrder order, String version) {
    return version + mark(order);
  }

  /// Whether a beginning ends where the revision begins: `1:11.4.5-`.
  public static boolean isOpen(VersionOrder order, String beginning) {
    String mark = mark(order);
    return !mark.isEmpty() && beginning.length() > mark.length() && beginning.endsWith(mark);
  }

  /// The version without its revision, whether it is known or not: `1:11.4.5` of `1:11.4.5-1` and of `1:11.4.5-`.
  public static String removed(VersionOrder order, String version) {
    int at = at(order, version);
    return at > 0 ? version.substring(0, at) : version;
  }
}
