package dev.driftline.facts;

import java.io.IOException;

/// The file has no facts that this driftline can use. The message says where, what is wrong and what to do. It may
/// quote the file, so it has to be escaped before it is shown.
public final class UnreadableFacts extends IOException {

  private static final long serialVersionUID = 1;

  private static final String OTHER = "`driftline collect -o FILE` writes such a file";
  private static final String CUT = "it was cut, so take a whole copy, or collect again";
  private static final String CHANGED = "it was changed after it was written: collect again";

  private UnreadableFacts(long line, String fault, String advice) {
    super("line %d: %s; %s".formatted(line, fault, advice));
  }

  /// It is something else than a file of facts.
  static UnreadableFacts other(long line, String fault) {
    return new UnreadableFacts(line, fault, OTHER);
  }

  /// It ends too early.
  static UnreadableFacts cut(long line, String fault) {
    return new UnreadableFacts(line, fault, CUT);
  }

  /// It is a file of facts, but not as driftline writes it.
  static UnreadableFacts changed(long line, String fault) {
    return new UnreadableFacts(line, fault, CHANGED);
  }

  /// A newer driftline wrote it.
  static UnreadableFacts newer(long line, String format) {
    return new UnreadableFacts(
        line,
        "its format is \"%s\", and this driftline reads \"%s\"".formatted(format, Header.FORMAT),
        "judge it with the driftline that wrote it, or a newer one");
  }
}
