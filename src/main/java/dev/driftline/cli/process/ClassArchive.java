package dev.driftline.cli.process;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether this process started with the class-data archive of its package, which saves a third of the time of a start,
/// and why not. `bin/driftline` chooses the archive; the JVM may still refuse it.
///
/// @param archive where the archive is or would be; null if the program was started without the launcher
/// @param slow    why the launcher named no archive: `absent`, `times`, or empty if it named one
/// @param vm      the property `java.vm.info`, which has the word "sharing" if the JVM uses an archive
public record ClassArchive(@Nullable Path archive, String slow, String vm) {

  /// Of this process.
  public static ClassArchive ofProcess() {
    String archive = System.getProperty("driftline.archive");
    return new ClassArchive(
        archive == null ? null : Path.of(archive),
        System.getProperty("driftline.slow", ""),
        Objects.requireNonNullElse(System.getProperty("java.vm.info"), ""));
  }

  /// Why the start was slow and what to do, as one sentence or two; empty if it was fast.
  public Optional<String> problem() {
    if (archive == null) {
      return Optional.empty();
    }
    return why(archive).map(why -> "starts more slowly than it could: " + why);
  }

  private Optional<String> why(Path archive) {
    return switch (slow) {
      case "absent" ->
          Optional.of(
              "there is no %s, or it may not be read. Build the package with the Java that runs it"
                  .formatted(archive));
      case "times" ->
          Optional.of(
              ("the jars in %s were copied without their times. Copy the package again with its times"
                      + " (cp -a, rsync -a, tar), or let the owner of the copy start driftline once")
                  .formatted(archive.getParent()));
      default ->
          vm.contains("sharing")
              ? Optional.empty()
              : Optional.of(
                  ("the JVM refused %s. DRIFTLINE_JAVA_OPTS=-Xlog:cds:stderr shows why; building the"
                          + " package again mends it")
                      .formatted(archive));
    };
  }
}
