package dev.driftline.source;

import dev.driftline.file.FileTree;
import dev.driftline.file.OpenedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A text file that somebody wrote. It is read once, and kept so that problems can quote its lines.
public final class SourceFile {

  private static final int MAX_LINE_LENGTH = 65_536;

  private final String name;
  private final String text;
  private final List<Integer> lineStarts = new ArrayList<>();

  /// @param name as given on the command line or found below a given folder, never made absolute
  public SourceFile(String name, String text) {
    this.name = name;
    this.text = text;
    lineStarts.add(0);
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      lineStarts.add(i + 1);
    }
  }

  /// Reads a file, strictly as UTF-8. If something is wrong with the file, that is a problem and the result is empty.
  ///
  /// @param tree     the folder that the user named; no link may lead out of it
  /// @param maxBytes a longer file is refused
  public static Optional<SourceFile> read(
      FileTree tree, Path path, int maxBytes, Problems problems) {
    try (OpenedFile file = tree.open(path)) {
      return of(path, file, maxBytes, problems);
    } catch (IOException e) {
      problems.add(FileProblem.of(path, "cannot read the file", e));
      return Optional.empty();
    }
  }

  /// Reads a file that somebody else opened.
  ///
  /// @param path of the file, for messages
  public static Optional<SourceFile> of(Path path, OpenedFile file, int maxBytes, Problems problems)
      throws IOException {
    return decode(path.toString(), file.bytes(maxBytes), problems);
  }

  private static Optional<SourceFile> decode(String name, byte[] bytes, Problems problems) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      // without the byte order mark that some editors write
      SourceFile file = new SourceFile(name, text.startsWith("\ufeff") ? text.substring(1) : text);
      for (int line = 1; line <= file.lineStarts.size(); line++) {
        if (file.lineLength(line) > MAX_LINE_LENGTH) {
          problems.add(
              Problem.error(
                  new SourceLocation(name, line, 1),
                  "",
                  "the line is longer than %d characters".formatted(MAX_LINE_LENGTH),
                  "break it"));
          return Optional.empty();
        }
      }
      return Optional.of(file);
    } catch (CharacterCodingException e) {
      problems.add(
          Problem.error(
              new SourceLocation(name, 1, 1), "", "the file is not UTF-8", "save it as UTF-8"));
      return Optional.empty();
    }
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /// The line with this number, counted from 1, without its line end. Empty if there is no such line.
  public String line(int number) {
    if (number < 1 || number > lineStarts.size()) {
      return "";
    }
    int start = lineStarts.get(number - 1);
    return text.substring(start, start + lineLength(number)).stripTrailing();
  }

  private int lineLength(int number) {
    int end = number < lineStarts.size() ? lineStarts.get(number) - 1 : text.length();
    return end - lineStarts.get(number - 1);
  }

  public SourceLocation at(int line, int column) {
    return new SourceLocation(name, line, column);
  }
}
