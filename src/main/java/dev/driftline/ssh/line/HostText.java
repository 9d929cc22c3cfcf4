package dev.driftline.ssh.line;

import dev.driftline.text.Escape;
import java.nio.charset.StandardCharsets;

/// What a host said, as words within a sentence of ours: see [Escape#sentence].
public final class HostText {

  private static final int LONGEST = 300;

  private HostText() {}

  public static String show(byte[] bytes) {
    return show(new String(bytes, StandardCharsets.UTF_8));
  }

  public static String show(String text) {
    return Escape.sentence(text.strip(), LONGEST);
  }
}
