package dev.driftline.cli;

import dev.driftline.cli.option.ReportTarget;
import dev.driftline.file.FileFault;
import dev.driftline.model.RunReport;
import dev.driftline.report.Style;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/// Writes a report so that a reader finds the old one or the whole new one, never a half: beside its place under
/// another name, readable by the owner only, forced to disk, then renamed.
final class ReportFile {

  private ReportFile() {}

  /// Checks that there is a place for the report, before any host is asked.
  ///
  /// @throws IOException if there is none; the message says why
  static void check(ReportTarget target) throws IOException {
    Path file = target.file().toAbsolutePath();
    Path folder = folder(file);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw cannotWrite(target, "it is not a regular file");
    }
    if (!Files.isDirectory(folder)) {
      throw cannotWrite(target, "there is no folder " + folder);
    }
    if (!Files.isWritable(folder)) {
      throw cannotWrite(target, "no file may be made in " + folder);
    }
  }

  /// Writes one report.
  ///
  /// @throws IOException if it could not be written; what stood there before is then still there
  static void write(ReportTarget target, RunReport report) throws IOException {
    check(target);
    try {
      replace(target, report);
    } catch (FileSystemException e) {
      throw cannotWrite(
          target, Objects.requireNonNullElseGet(e.getReason(), () -> FileFault.of(e)));
    } catch (IOException e) {
      throw cannotWrite(target, Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }
  }

  private static IOException cannotWrite(ReportTarget target, String why) {
    return new IOException("cannot write %s: %s".formatted(target.file(), why));
  }

  private static Path folder(Path file) {
    return Objects.requireNonNullElse(file.getParent(), file);
  }

  private static void replace(ReportTarget target, RunReport report) throws IOException {
    Path file = target.file().toAbsolutePath();
    Path folder = folder(file);
    Path beside =
        Files.createTempFile(
            folder,
            "." + file.getFileName() + "-",
            ".part",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      fill(beside, target, report);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
      force(folder);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static void fill(Path file, ReportTarget target, RunReport report) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        Writer writer =
            new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8)) {
      target.format().write(report, Style.PLAIN, writer);
      writer.flush();
      channel.force(true);
    }
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
