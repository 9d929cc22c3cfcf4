package dev.driftline.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A running cage of `src/test/zoo/cage.sh`. Its processes end when it is closed.
final class Cage implements AutoCloseable {

  static final Path FOLDER = Path.of("src/test/zoo").toAbsolutePath();

  private static final Path LAUNCHER = Path.of("bin/driftline").toAbsolutePath();

  private final Process process;
  private final Writer questions;
  private final BufferedReader answers;
  private final ObjectMapper json = new ObjectMapper();

  /// One process of an animal.
  ///
  /// @param animal name and way, `nginx/daemon`
  /// @param words  what it has on 0, 1 and 2, in the words of `oracle.py`
  record Resident(String animal, long pid, String name, List<String> words) {}

  private Cage(Process process) {
    this.process = process;
    this.questions = process.outputWriter();
    this.answers = process.inputReader();
  }

  /// Starts the animals, each given as `NAME/WAY`.
  static Cage open(Round round, List<String> animals) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(FOLDER + "/cage.sh", round.toString(), LAUNCHER.toString()));
    command.addAll(animals);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return new Cage(builder.start());
  }

  /// Every process of every animal, as it is now.
  List<Resident> look() throws IOException {
    List<Resident> residents = new ArrayList<>();
    for (JsonNode node : ask("look")) {
      List<String> words = new ArrayList<>();
      node.get("words").forEach(word -> words.add(word.asText()));
      residents.add(
          new Resident(
              node.get("animal").asText(),
              node.get("pid").asLong(),
              node.get("name").asText(),
              words));
    }
    return residents;
  }

  /// What driftline says about the cage.
  Report check() throws IOException {
    return Report.of(ask("check"));
  }

  /// The end of what each animal said.
  JsonNode logs() throws IOException {
    return ask("logs");
  }

  private JsonNode ask(String question) throws IOException {
    questions.write(question + "\n");
    questions.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the cage has ended; standard error says why");
    }
    return json.readTree(answer);
  }

  @Override
  public void close() throws IOException {
    questions.close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
