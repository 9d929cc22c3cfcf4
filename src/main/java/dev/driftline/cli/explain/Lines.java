package dev.driftline.cli.explain;

import dev.driftline.text.Escape;
import java.io.IOException;
import java.io.Writer;

/// Lines for people. Texts of policies may be those of strangers, so each line is escaped.
public final class Lines {

  private final Writer out;

  public Lines(Writer out) {
    this.out = out;
  }

  /// A line without values.
  public void plain(String line) throws IOException {
    out.write(Escape.start(Escape.line(line)) + "\n");
  }

  public void line(String format, Object... values) throws IOException {
    plain(format.formatted(values));
  }

  /// `  why      …`; nothing if the text is empty.
  public void optional(String name, String text) throws IOException {
    if (!text.isEmpty()) {
      line("  %-8s %s", name, text.strip());
    }
  }
}
