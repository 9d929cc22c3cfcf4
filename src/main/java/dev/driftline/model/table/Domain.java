package dev.driftline.model.table;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// The texts that a column can have. A policy that asks for another one could never find it, so that is a mistake.
///
/// For example, an exit status is one of 0 to 255, so `exit: 300` is an error.
public sealed interface Domain {

  /// Whether the column can have `text`.
  boolean has(String text);

  /// Any text of the column's type.
  record Any() implements Domain {
    @Override
    public boolean has(String text) {
      return true;
    }
  }

  /// One of a few words.
  record Words(List<String> words) implements Domain {
    public Words {
      words = List.copyOf(words);
    }

    @Override
    public boolean has(String text) {
      return words.contains(text);
    }
  }

  /// A whole number, a number of bytes or one of milliseconds.
  ///
  /// @param lowest  the least that it can be
  /// @param highest the most; [Long#MAX_VALUE] if there is no limit
  /// @param ofOneStart whether it is another one after a restart: the number of a process
  record Numbers(long lowest, long highest, boolean ofOneStart) implements Domain {

    public Numbers(long lowest, long highest) {
      this(lowest, highest, false);
    }

    /// `text` may have more digits than a long: then it is outside, unless there is no limit.
    @Override
    public boolean has(String text) {
      try {
        long number = Long.parseLong(text);
        return lowest <= number && number <= highest;
      } catch (NumberFormatException _) {
        return highest == Long.MAX_VALUE && !text.startsWith("-");
      }
    }
  }

  /// The name that a process gives itself. It may have any character, but the host cuts it off.
  record ProcessName() implements Domain {

    /// In bytes of UTF-8: TASK_COMM_LEN of include/linux/sched.h, without the NUL.
    public static final int LONGEST = 15;

    /// The rest of a character that was cut reads as U+FFFD, and is one byte long at least.
    @Override
    public boolean has(String text) {
      return text.replace('\uFFFD', '?').getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }
  }

  /// The name of a package. dpkg allows fewer characters than rpm (ALLOWED_CHARS_NAME of build/parsePreamble.c),
  /// and apk has names that begin with a point.
  record PackageName() implements Domain {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._+][A-Za-z0-9._+-]*");

    @Override
    public boolean has(String text) {
      return NAME.matcher(text).matches();
    }
  }

  /// The name of a user, or its number. It stands in /etc/passwd, so it has no colon. Users of a Windows domain may
  /// have blanks and backslashes in their names, but none of the other characters.
  record UserName() implements Domain {
    private static final Pattern NAME = Pattern.compile("[^:,;=*?<>|\\[\\]\"^\\p{Cntrl}]+");

    @Override
    public boolean has(String text) {
      return NAME.matcher(text).matches();
    }
  }
}
