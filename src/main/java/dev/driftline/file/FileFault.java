package dev.driftline.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Objects;

/// Words for the reason why a file or folder cannot be read.
public final class FileFault {

  private FileFault() {}

  /// A phrase without the file's name: `permission denied`.
  public static String of(IOException fault) {
    return switch (fault) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "no such file";
      case FileSystemLoopException _ -> "a link leads back to a folder above it";
      case FileSystemException e when e.getReason() != null ->
          e.getReason().toLowerCase(Locale.ROOT);
      default ->
          Objects.requireNonNullElse(fault.getMessage(), fault.getClass().getSimpleName())
              .toLowerCase(Locale.ROOT);
    };
  }
}
