package dev.driftline.simulated;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What this machine's shell answers to a script. A script is run once, whatever number of hosts is sent it: each gets
/// the same words with its own nonce in the marks.
final class Answers {

  private static final Pattern NONCE = Pattern.compile("\n@([0-9a-f]{32}) \\$1");

  /// Both streams, byte for byte, as ISO 8859-1.
  record Answer(String stdout, String stderr) {

    private Answer with(String from, String to) {
      return new Answer(stdout.replace(from, to), stderr.replace(from, to));
    }
  }

  private final Map<String, Answer> known = new ConcurrentHashMap<>();

  /// The nonce of a script.
  static String nonce(String script) {
    Matcher found = NONCE.matcher(script);
    if (!found.find()) {
      throw new IllegalArgumentException("no script of driftline");
    }
    return found.group(1);
  }

  /// What the shell says to `script`.
  Answer to(String script) {
    String nonce = nonce(script);
    String nobodys = "0".repeat(nonce.length());
    return known.computeIfAbsent(script.replace(nonce, nobodys), Answers::ask).with(nobodys, nonce);
  }

  private static Answer ask(String script) {
    try {
      Path out = Files.createTempFile("driftline-simulated-", ".out");
      Path err = Files.createTempFile("driftline-simulated-", ".err");
      try {
        Process shell =
            new ProcessBuilder("/bin/sh", "-s")
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try (OutputStream in = shell.getOutputStream()) {
          in.write(script.getBytes(StandardCharsets.ISO_8859_1));
        }
        shell.waitFor();
        return new Answer(text(out), text(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
