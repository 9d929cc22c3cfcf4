package dev.driftline.cli.facts;

import dev.driftline.cli.process.Console;
import dev.driftline.cli.process.Memory;
import dev.driftline.collect.Deadline;
import dev.driftline.facts.StoredAnswers;
import dev.driftline.facts.UnreadableFacts;
import dev.driftline.file.FileFault;
import dev.driftline.file.FileRefusedException;
import dev.driftline.run.Catalog;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--from`: the answers come from a file of facts, and no host is asked.
public final class FromOption {

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description =
          "Judge the facts of this file (driftline collect), and ask no host. What is not in it is unknown.")
  private @Nullable Path file;

  /// The file, if there is one.
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /// The answers of the file, which must have been named.
  ///
  /// @param results how many results the report will have
  /// @throws IOException if they cannot be used; the message says why
  public StoredAnswers answers(
      int hosts, long results, Optional<Duration> deadline, Console console) throws IOException {
    Path named = file().orElseThrow();
    return reading(
        named,
        () -> {
          StoredAnswers answers =
              new StoredAnswers(
                  named,
                  Catalog.probes(),
                  Memory.ofProcess().portions(1, hosts, results),
                  deadline.map(Deadline::in));
          console.say(
              "judges %s, collected %s by driftline %s; no host is asked"
                  .formatted(named, answers.header().collected(), answers.header().version()));
          return answers;
        });
  }

  /// Something that reads the file.
  public interface Reading<T> {
    T read() throws IOException;
  }

  /// The result of reading the file.
  ///
  /// @throws IOException with the name of the file, if it cannot be read
  public static <T> T reading(Path file, Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (UnreadableFacts e) {
      throw new IOException("cannot judge %s: %s".formatted(file, e.getMessage()), e);
    } catch (FileRefusedException e) {
      throw new IOException("cannot judge %s: it %s".formatted(file, e.getMessage()), e);
    } catch (FileSystemException e) {
      throw new IOException("cannot judge %s: %s".formatted(file, FileFault.of(e)), e);
    }
  }
}
