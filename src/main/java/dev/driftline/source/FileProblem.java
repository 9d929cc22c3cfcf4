package dev.driftline.source;

import dev.driftline.file.FileFault;
import dev.driftline.file.FileRefusedException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The problem with a file or folder of inventories or policies that was not read, and what to do about it.
public final class FileProblem {

  private static final String READABLE =
      "name a file or a folder that can be read: inventories with -i, policies with -p";

  private FileProblem() {}

  /// The problem, placed at the beginning of the file.
  ///
  /// @param doing the step that failed, if the system says why: `cannot read the file`
  public static Problem of(Path path, String doing, IOException fault) {
    return switch (fault) {
      case FileRefusedException refused ->
          error(path, "this " + refused.getMessage(), hint(refused.why()));
      case NoSuchFileException _ -> error(path, "no such file", READABLE);
      default -> error(path, doing + ": " + FileFault.of(fault), "check its owner and mode");
    };
  }

  private static String hint(FileRefusedException.Why why) {
    return switch (why) {
      case NOT_REGULAR, LEADS_NOWHERE -> READABLE;
      case LEADS_OUT ->
          "replace the link by a copy, or name what it leads to with -i (inventories) or -p (policies)";
      case TOO_LONG -> "split it";
      case OPEN_TO_OTHERS, OF_ANOTHER_USER, CHANGEABLE, IN_CHANGEABLE_FOLDER ->
          "check its owner and mode";
      case REPLACED -> "try again, and see who writes there";
    };
  }

  private static Problem error(Path path, String message, String hint) {
    return Problem.error(new SourceLocation(path.toString(), 1, 1), "", message, hint);
  }
}
