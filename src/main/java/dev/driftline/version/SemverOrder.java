package dev.driftline.version;

import java.util.List;

/// The order of semver.org 2.0.0 §11: `1.0.0-rc.1` comes before `1.0.0`. Unlike semver, it allows any number of parts,
/// and a `v` in front.
final class SemverOrder {

  private SemverOrder() {}

  static int compare(String left, String right) {
    String a = plain(left);
    String b = plain(right);
    int byCore = identifiers(core(a), core(b), true);
    if (byCore != 0) {
      return byCore;
    }
    String preA = preRelease(a);
    String preB = preRelease(b);
    // a pre-release comes before its release
    if (preA.isEmpty() || preB.isEmpty()) {
      return Boolean.compare(preA.isEmpty(), preB.isEmpty());
    }
    return identifiers(preA, preB, false);
  }

  /// Without the `v`, and without build metadata (`+…`), which does not count.
  private static String plain(String text) {
    int plus = text.indexOf('+');
    String plain = plus < 0 ? text : text.substring(0, plus);
    return plain.startsWith("v") ? plain.substring(1) : plain;
  }

  private static String core(String text) {
    int dash = text.indexOf('-');
    return dash < 0 ? text : text.substring(0, dash);
  }

  private static String preRelease(String text) {
    int dash = text.indexOf('-');
    return dash < 0 ? "" : text.substring(dash + 1);
  }

  /// Compares part by part. In the core a missing part is 0: `1.0` equals `1.0.0`. Of two pre-releases, the one with
  /// fewer parts comes first.
  private static int identifiers(String left, String right, boolean core) {
    List<String> a = List.of(left.split("\\.", -1));
    List<String> b = List.of(right.split("\\.", -1));
    int parts = core ? Math.max(a.size(), b.size()) : Math.min(a.size(), b.size());
    for (int i = 0; i < parts; i++) {
      int byPart = identifier(i < a.size() ? a.get(i) : "0", i < b.size() ? b.get(i) : "0");
      if (byPart != 0) {
        return byPart;
      }
    }
    return core ? 0 : Integer.compare(a.size(), b.size());
  }

  /// Numbers by value, and before words. Words by their characters.
  private static int identifier(String left, String right) {
    boolean numberLeft = Parts.isNumber(left);
    boolean numberRight = Parts.isNumber(right);
    if (numberLeft && numberRight) {
      return Parts.BY_VALUE.compare(left, right);
    }
    if (numberLeft != numberRight) {
      return numberLeft ? -1 : 1;
    }
    return Integer.signum(left.compareTo(right));
  }
}
