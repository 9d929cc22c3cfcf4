package dev.driftline.ssh.line;

import java.nio.charset.StandardCharsets;

/// What a host said, made fit for one line of a message: bounded, and nothing in it is a control character.
public final class HostText {

  private static final int LONGEST = 300;

  private HostText() {}

  public static String show(byte[] bytes) {
    return show(new String(bytes, StandardCharsets.UTF_8));
  }

  public static String show(String text) {
    String line = text.strip();
    StringBuilder shown = new StringBuilder();
    line.codePoints().limit(LONGEST).forEach(point -> append(shown, point));
    return line.codePointCount(0, line.length()) > LONGEST ? shown + "…" : shown.toString();
  }

  private static void append(StringBuilder shown, int point) {
    switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          shown.append(point == '\n' ? " / " : point == '\r' ? "" : "\\u%04x".formatted(point));
      default -> shown.appendCodePoint(point);
    }
  }
}
