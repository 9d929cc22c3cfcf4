package dev.driftline.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A text file somebody wrote, read once.
public final class SourceFile {

  private static final int MAX_LINE_LENGTH = 65_536;
  private static final String READABLE =
      "name a file or a folder that can be read: inventories with -i, policies with -p";

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

  /// Reads a file strictly as UTF-8. Whatever is wrong with it becomes a problem, and the result empty.
  ///
  /// @param maxBytes a longer file is refused before it is read
  public static Optional<SourceFile> read(Path path, long maxBytes, Problems problems) {
    SourceLocation start = new SourceLocation(path.toString(), 1, 1);
    try {
      if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
        problems.add(Problem.error(start, "", "not a regular file", READABLE));
        return Optional.empty();
      }
      Optional<byte[]> bytes = bytes(path, maxBytes);
      if (bytes.isEmpty()) {
        problems.add(
            Problem.error(
                start, "", "the file is longer than %d bytes".formatted(maxBytes), "split it"));
        return Optional.empty();
      }
      return decode(path.toString(), bytes.get(), problems);
    } catch (NoSuchFileException _) {
      boolean link = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
      problems.add(
          Problem.error(
              start, "", link ? "a link that leads to no file" : "no such file", READABLE));
      return Optional.empty();
    } catch (IOException e) {
      problems.add(
          Problem.error(
              start, "", "cannot read the file: " + FileFault.of(e), "check its owner and mode"));
      return Optional.empty();
    }
  }

  /// The file; empty if it is longer. What it says of its size may be wrong a moment later, and in `/proc` always is.
  private static Optional<byte[]> bytes(Path path, long maxBytes) throws IOException {
    if (Files.size(path) > maxBytes) {
      return Optional.empty();
    }
    try (InputStream file = Files.newInputStream(path)) {
      byte[] bytes = file.readNBytes(Math.toIntExact(maxBytes) + 1);
      return Optional.of(bytes).filter(read -> read.length <= maxBytes);
    }
  }

  private static Optional<SourceFile> decode(String name, byte[] bytes, Problems problems) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
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

  /// The line with this number, counted from 1, without its end; empty if there is none.
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
