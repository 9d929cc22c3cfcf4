package dev.driftline.probe;

import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.probe.kit.Capture;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Writes what a host said as the files that [Recording] reads.
///
/// @param folder of one case; it must not be there yet
public record RecordingFolder(Path folder) {

  /// The file that says of which system the recording is, and how it was made.
  static final String MADE = "made";

  /// Writes all files, `expected` too, and returns the answer that is read from them.
  ///
  /// @param sections of the script that the host ran; the names of the probe's own
  /// @param made     for people, a line each
  public Answer write(
      Probe probe,
      Question question,
      List<Section> sections,
      Transcript transcript,
      List<String> made)
      throws IOException {
    Files.createDirectory(folder);
    Files.write(folder.resolve(MADE), made);
    if (!question.parameters().isEmpty()) {
      Files.write(folder.resolve("question"), lines(question.parameters()));
    }
    for (Section section : sections) {
      if (!section.isPrelude()) {
        write(section.name(), transcript.capture(section));
      }
    }
    Answer answer = new Recording(probe, folder).answer();
    Files.writeString(folder.resolve("expected"), AnswerText.of(answer));
    return answer;
  }

  private static List<String> lines(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
        .sorted()
        .toList();
  }

  private void write(String section, Capture capture) throws IOException {
    switch (capture) {
      case Capture.Complete(String stdout, String stderr, int exit) -> {
        write(section + ".stdout", stdout, stderr.isEmpty() && exit == 0);
        write(section + ".stderr", stderr, false);
        write(section + ".exit", exit == 0 ? "" : exit + "\n", false);
      }
      case Capture.Cut(String stdout, String stderr, var reason, String why) -> {
        write(section + ".stdout", stdout, false);
        write(section + ".stderr", stderr, false);
        write(section + ".cut", "%s: %s%n".formatted(reason.word(), why), true);
      }
      case Capture.Missing(var reason, String why) ->
          write("missing", "%s: %s%n".formatted(reason.word(), why), true);
    }
  }

  private void write(String file, String text, boolean evenIfEmpty) throws IOException {
    if (evenIfEmpty || !text.isEmpty()) {
      Files.writeString(folder.resolve(file), text);
    }
  }

  /// Which of the three kinds of case it is, as `ProbeRecordingsTest` counts them.
  public static String kind(Answer answer) {
    return switch (answer) {
      case Answer.Observed(var rows, _, _) when rows.isEmpty() -> "found no row: counts as absent";
      case Answer.Observed(var rows, _, _) -> "found %d rows".formatted(rows.size());
      case Answer.Absent(String what) -> "absent: there is no " + what;
      case Answer.Unknown(var reason, String why, _) ->
          "could not look (%s): %s".formatted(reason.word(), why);
    };
  }
}
