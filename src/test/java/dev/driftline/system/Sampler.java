package dev.driftline.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/// Looks at the arguments and the environment of every process of this machine, and of hosts that are made of it, over
/// and over until it is closed.
final class Sampler implements AutoCloseable {

  private static final Path PROCESSES = Path.of("/proc");

  private final List<String> words;
  private final Set<String> seen = new ConcurrentSkipListSet<>();
  private final Set<String> looked = new ConcurrentSkipListSet<>();
  private final Thread thread;
  private volatile boolean closed;

  /// @param words to look for
  Sampler(List<String> words) {
    this.words = words;
    this.thread = Thread.ofPlatform().daemon().name("sampler").start(this::look);
  }

  private void look() {
    while (!closed) {
      try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
        for (Path process : processes) {
          sample(process, "cmdline");
          sample(process, "environ");
        }
      } catch (IOException e) {
        seen.add("cannot look: " + e);
      }
    }
  }

  private void sample(Path process, String file) {
    String text;
    try {
      text = new String(Files.readAllBytes(process.resolve(file)), StandardCharsets.UTF_8);
    } catch (IOException _) {
      // it has ended
      return;
    }
    if (file.equals("cmdline")) {
      looked.add(text.replace('\0', ' ').strip());
    }
    words.stream()
        .filter(text::contains)
        .forEach(word -> seen.add("%s in %s of %s".formatted(word, file, text.replace('\0', ' '))));
  }

  /// Where a word stood.
  Set<String> seen() {
    return seen;
  }

  /// The command lines that were looked at.
  Set<String> commandLines() {
    return looked;
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
