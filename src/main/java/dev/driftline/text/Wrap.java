package dev.driftline.text;

import java.util.ArrayList;
import java.util.List;

/// Breaks a long line between words. A word is never cut, so a path that is longer than a line stays whole and can be
/// copied.
///
/// A line may hold a host's words, and the host could choose what stands after a break. So no further line begins with
/// `-` or with what may be a label of ours, as `fix:` and `not judged:` are: the line is broken before that place or
/// after it.
public final class Wrap {

  private static final char BLANK = ' ';

  private final List<Word> words;
  private final int columns;

  private Wrap(List<Word> words, int columns) {
    this.words = words;
    this.columns = columns;
  }

  /// A word and the blanks before it.
  private record Word(String blanks, String letters, int width) {

    boolean endsLabel() {
      return letters.endsWith(":");
    }
  }

  /// The line in one or more lines of `columns` columns at most, as far as its words allow.
  ///
  /// @param hanging how many blanks each line but the first begins with
  public static List<String> lines(String line, int columns, int hanging) {
    if (TextWidth.of(line) <= columns) {
      return List.of(line);
    }
    return new Wrap(words(line), columns).lines(" ".repeat(hanging));
  }

  private static List<Word> words(String line) {
    List<Word> words = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      int begin = at;
      while (begin < line.length() && line.charAt(begin) == BLANK) {
        begin++;
      }
      int end = line.indexOf(BLANK, begin);
      end = end < 0 ? line.length() : end;
      String letters = line.substring(begin, end);
      words.add(new Word(line.substring(at, begin), letters, TextWidth.of(letters)));
      at = end;
    }
    return words;
  }

  private List<String> lines(String indent) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < words.size()) {
      String blanks = from == 0 ? words.getFirst().blanks() : indent;
      int to = end(from, blanks.length());
      StringBuilder line = new StringBuilder(blanks).append(words.get(from).letters());
      for (Word word : words.subList(from + 1, to)) {
        line.append(word.blanks()).append(word.letters());
      }
      lines.add(line.toString());
      from = to;
    }
    return lines;
  }

  /// Where the line ends that begins with the word `from`: the number of the first word of the next line.
  private int end(int from, int indent) {
    int full = from + 1;
    int used = indent + words.get(from).width();
    while (full < words.size() && used + taken(full) <= columns) {
      used += taken(full);
      full++;
    }
    for (int end = full; end > from; end--) {
      if (mayBegin(end)) {
        return end;
      }
    }
    int end = full;
    while (!mayBegin(end)) {
      end++;
    }
    return end;
  }

  private int taken(int word) {
    return words.get(word).blanks().length() + words.get(word).width();
  }

  /// Whether a line may begin with this word. The end of the text counts as a word that may.
  private boolean mayBegin(int word) {
    if (word >= words.size()) {
      return true;
    }
    String letters = words.get(word).letters();
    // our labels have up to three words: `on 3 hosts:`
    boolean label =
        words.subList(word, Math.min(word + 3, words.size())).stream().anyMatch(Word::endsLabel);
    return !label && !letters.equals("-") && !letters.equals("on");
  }
}
