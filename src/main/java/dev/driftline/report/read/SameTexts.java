package dev.driftline.report.read;

import java.util.Objects;

/// Gives equal texts that come soon after each other as one object. A report says the same of many hosts, so this saves
/// most of its memory. Its size is fixed, whatever comes.
final class SameTexts {

  private static final int PLACES = 4096;

  private final String[] texts = new String[PLACES];

  String of(String text) {
    int place = text.hashCode() & (PLACES - 1);
    if (!Objects.equals(texts[place], text)) {
      texts[place] = text;
    }
    return texts[place];
  }
}
