package dev.driftline.version;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The order of Alpine's versions, `1.2.3b_rc1~0af-r4` (apk-tools 3, src/version.c; 2.14 knows no `~`).
///
/// Two versions are compared part by part. At the first place with two kinds of part, the version whose kind comes
/// later in [Kind] is the smaller one. So `1.0-r1` comes before `1.0a`, and `1.0a` before `1.0.1`.
final class ApkOrder {

  /// The kinds of parts, in the order in which they may follow each other.
  private enum Kind {
    FIRST,
    NUMBER,
    LETTER,
    SUFFIX,
    SUFFIX_NUMBER,
    HASH,
    REVISION,
    END,
    INVALID
  }

  private record Part(Kind kind, String text) {}

  private static final Pattern PARTS =
      Pattern.compile(
          "(?<FIRST>^[0-9]+)|\\.(?<NUMBER>[0-9]+)|(?<LETTER>[a-z])|_(?<SUFFIX>[a-z]+)"
              + "|(?<NUMBEROFSUFFIX>(?<=[a-z])[0-9]+)|~(?<HASH>[0-9a-f]+)|-r(?<REVISION>[0-9]+)|(?<INVALID>.)",
          Pattern.DOTALL);

  /// Suffixes in their order. The empty text stands for the release itself: `1.0_rc` comes before `1.0`, and `1.0_p`
  /// after it.
  private static final List<String> SUFFIXES =
      List.of("alpha", "beta", "pre", "rc", "", "cvs", "svn", "git", "hg", "p");

  private ApkOrder() {}

  static int compare(String left, String right) {
    List<Part> a = parts(left);
    List<Part> b = parts(right);
    for (int i = 0; ; i++) {
      Part partOfLeft = a.get(i);
      Part partOfRight = b.get(i);
      // the first place with two kinds decides
      if (partOfLeft.kind != partOfRight.kind) {
        return kinds(partOfLeft, partOfRight);
      }
      int byPart = partOfLeft.kind == Kind.END ? 0 : values(partOfLeft, partOfRight);
      // both have ended, or both are invalid from here
      if (byPart != 0 || partOfLeft.kind.compareTo(Kind.END) >= 0) {
        return byPart;
      }
    }
  }

  /// The parts of a version. The last one is END, or INVALID with the rest of a text that is no version.
  private static List<Part> parts(String version) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = PARTS.matcher(version);
    while (matcher.find()) {
      Part part = part(matcher);
      Kind before = parts.isEmpty() ? Kind.FIRST : parts.getLast().kind;
      if (part.kind == Kind.INVALID || !follows(part.kind, before, parts.isEmpty())) {
        parts.add(new Part(Kind.INVALID, version.substring(matcher.start())));
        return parts;
      }
      parts.add(part);
    }
    parts.add(new Part(Kind.END, ""));
    return parts;
  }

  private static Part part(Matcher matcher) {
    for (Kind kind : Kind.values()) {
      String group = kind == Kind.SUFFIX_NUMBER ? "NUMBEROFSUFFIX" : kind.name();
      String text = kind == Kind.END ? null : matcher.group(group);
      if (text != null) {
        return new Part(kind == Kind.SUFFIX && rank(text) < 0 ? Kind.INVALID : kind, text);
      }
    }
    throw new IllegalStateException("no part in " + matcher.group());
  }

  /// Whether a part of this kind may come after a part of kind `before`.
  private static boolean follows(Kind kind, Kind before, boolean isFirst) {
    return switch (kind) {
      case FIRST -> isFirst;
      case NUMBER, LETTER -> !isFirst && before.compareTo(Kind.NUMBER) <= 0;
      case SUFFIX -> !isFirst && before.compareTo(Kind.SUFFIX_NUMBER) <= 0;
      case SUFFIX_NUMBER -> before == Kind.SUFFIX;
      case HASH, REVISION, END, INVALID -> !isFirst && before.compareTo(kind) < 0;
    };
  }

  /// Compares two parts of different kinds. A suffix of a pre-release is smaller than anything else, the end too.
  private static int kinds(Part left, Part right) {
    if (left.kind == Kind.SUFFIX && rank(left.text) < rank("")) {
      return -1;
    }
    if (right.kind == Kind.SUFFIX && rank(right.text) < rank("")) {
      return 1;
    }
    return right.kind.compareTo(left.kind);
  }

  /// Compares two parts of the same kind.
  private static int values(Part left, Part right) {
    return switch (left.kind) {
      case FIRST, SUFFIX_NUMBER, REVISION -> Parts.BY_VALUE.compare(left.text, right.text);
      case SUFFIX -> Integer.compare(rank(left.text), rank(right.text));
      // a part that begins with 0 is a fraction: 1.01 comes before 1.1, and 1.010 before 1.09
      case NUMBER ->
          left.text.startsWith("0") || right.text.startsWith("0")
              ? left.text.compareTo(right.text)
              : Parts.BY_VALUE.compare(left.text, right.text);
      case LETTER, HASH, END, INVALID -> left.text.compareTo(right.text);
    };
  }

  private static int rank(String suffix) {
    return SUFFIXES.indexOf(suffix);
  }
}
