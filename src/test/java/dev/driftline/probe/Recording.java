package dev.driftline.probe;

import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.probe.kit.Capture;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a host once said to a probe: the folder `probe/PROBE/CASE` of the test resources.
///
/// - `question`: a line `parameter=value` each; may be missing
/// - `SECTION.stdout`, `SECTION.stderr`, `SECTION.exit`: a section that came whole; each may be
///   missing (empty, empty, 0), but not all
/// - `SECTION.cut`: a section that was cut, as `REASON: why`, with the two texts as above
/// - `missing`: why a section of which there is no file was never begun, as `REASON: why`
/// - `made`: of which system, and by which command of `src/test/record.sh`; for people
/// - `expected`: the answer, as [AnswerText] writes it
record Recording(Probe probe, Path folder) {

  static List<Recording> all(Probe probe) {
    return folders(resource("/probe/" + probe.definition().name())).stream()
        .map(folder -> new Recording(probe, folder))
        .toList();
  }

  /// The folders of `root/probe/`, whether or not there is such a probe.
  static List<Path> probeFolders() {
    return folders(resource("/probe"));
  }

  private static Path resource(String name) {
    URL url = Recording.class.getResource(name);
    if (url == null) {
      return Path.of("no-recordings");
    }
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("not a path: " + url, e);
    }
  }

  private static List<Path> folders(Path root) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(root)) {
      return paths.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException("cannot list " + root, e);
    }
  }

  String name() {
    return probe.definition().name() + "/" + folder.getFileName();
  }

  Question question() {
    Map<String, String> parameters = new TreeMap<>();
    text("question")
        .lines()
        .map(line -> line.split("=", 2))
        .forEach(pair -> parameters.put(pair[0], pair[1]));
    return new Question(probe.definition().name(), parameters);
  }

  Transcript transcript() {
    Map<Section, Capture> captures = new HashMap<>();
    for (Section section : probe.sections(question())) {
      if (has(section.name() + ".cut")) {
        captures.put(section, cut(section.name()));
      } else if (Stream.of(".stdout", ".stderr", ".exit").anyMatch(e -> has(section.name() + e))) {
        captures.put(section, complete(section.name()));
      }
    }
    String missing = has("missing") ? text("missing").strip() : "timeout: the host timed out";
    return new Transcript(captures, new Capture.Missing(reason(missing), afterReason(missing)));
  }

  private Capture complete(String section) {
    String exit = text(section + ".exit").strip();
    return new Capture.Complete(
        text(section + ".stdout"),
        text(section + ".stderr"),
        exit.isEmpty() ? 0 : Integer.parseInt(exit));
  }

  private Capture cut(String section) {
    String cut = text(section + ".cut").strip();
    return new Capture.Cut(
        text(section + ".stdout"), text(section + ".stderr"), reason(cut), afterReason(cut));
  }

  private static Reason reason(String line) {
    String word = line.split(":", 2)[0];
    return Stream.of(Reason.values())
        .filter(reason -> reason.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no reason \"" + word + "\""));
  }

  private static String afterReason(String line) {
    return line.split(": ", 2)[1];
  }

  Answer answer() {
    return probe.read(question(), transcript());
  }

  /// The names of all files of the case.
  List<String> files() {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException("cannot list " + folder, e);
    }
  }

  boolean has(String file) {
    return Files.exists(folder.resolve(file));
  }

  /// The text of a file of the case, empty if there is none.
  String text(String file) {
    if (!has(file)) {
      return "";
    }
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + folder.resolve(file), e);
    }
  }
}
