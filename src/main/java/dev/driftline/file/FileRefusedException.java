package dev.driftline.file;

import java.io.IOException;

/// The file exists, but is not used. The message continues a sentence that begins with the file's name: `is not a
/// regular file`.
public final class FileRefusedException extends IOException {

  /// Why a file is not used.
  public enum Why {
    /// A folder, a pipe, a device or a socket.
    NOT_REGULAR,
    /// A link whose target does not exist.
    LEADS_NOWHERE,
    /// A link that leads out of the folder that may be read.
    LEADS_OUT,
    TOO_LONG,
    /// A secret that others may read or write.
    OPEN_TO_OTHERS,
    /// A secret, or a file that decides, and that belongs to neither this user nor root.
    OF_ANOTHER_USER,
    /// A file that decides, and to which others may write.
    CHANGEABLE,
    /// A file that decides, in a folder to which others may write.
    IN_CHANGEABLE_FOLDER,
    /// Another file took its place while it was opened.
    REPLACED
  }

  private static final long serialVersionUID = 1;

  private final Why why;

  FileRefusedException(Why why, String phrase) {
    super(phrase);
    this.why = why;
  }

  public Why why() {
    return why;
  }

  static FileRefusedException notRegular() {
    return new FileRefusedException(Why.NOT_REGULAR, "is not a regular file");
  }

  static FileRefusedException replaced() {
    return new FileRefusedException(Why.REPLACED, "was replaced while it was opened");
  }
}
