package dev.driftline.zoo;

import java.util.Set;

/// What one descriptor truly is, and what the right answer about it is.
///
/// @param mark what must hold
/// @param text a word of `src/test/zoo/oracle.py`, such as `pipe-w>nobody`
record Word(Mark mark, String text) {

  private static final Set<String> SHARED = Set.of("null", "full", "urandom");

  /// What must hold for a descriptor. In a file of answers the sign stands before the word: `!closed`.
  enum Mark {
    /// Sound: no finding, and decided.
    SOUND(""),
    /// Not as it should be, and no fault: a minor finding.
    SMALL("~"),
    /// Sound, and driftline may say that it cannot tell.
    UNCERTAIN("?"),
    /// A fault: a finding of major or above, or undecided. It never passes.
    FAULT("!"),
    /// Nobody can tell from outside: this look is a fault in one program, and sound in another. Any answer is right.
    HIDDEN("*");

    private final String sign;

    Mark(String sign) {
      this.sign = sign;
    }
  }

  static Word read(String written) {
    for (Mark mark : Mark.values()) {
      if (mark != Mark.SOUND && written.startsWith(mark.sign)) {
        return new Word(mark, written.substring(1));
      }
    }
    return new Word(Mark.SOUND, written);
  }

  /// A proposal for a word that nobody has judged yet.
  ///
  /// @param number of the descriptor
  /// @param closed whether it was closed when the program started
  static Word proposed(String text, int number, boolean closed) {
    boolean fault =
        text.equals("closed")
            || text.equals("pipe-w>nobody")
            || text.startsWith("device:")
            || text.startsWith(number == 0 ? "pipe-w" : "pipe-r")
            || (closed && !SHARED.contains(text));
    boolean small = number > 0 && (text.equals("tty-gone") || text.endsWith("-deleted"));
    return new Word(fault ? Mark.FAULT : small ? Mark.SMALL : Mark.SOUND, text);
  }

  @Override
  public String toString() {
    return mark.sign + text;
  }
}
