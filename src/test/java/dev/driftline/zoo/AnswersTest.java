package dev.driftline.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The files of the zoo are whole: each way has an answer, and `bin/test` installs what is needed.
class AnswersTest {

  /// The first line names the packages: `(package nginx-light)`, `(packages openssh-server and openssh-client)`.
  private static final Pattern PACKAGES =
      Pattern.compile("\\(packages? ([a-z0-9.+-]+(?:(?:, | and )[a-z0-9.+-]+)*)");

  private static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(Cage.FOLDER.resolve("animals"))) {
      return files.filter(file -> file.toString().endsWith(".sh")).sorted().toList();
    }
  }

  @Test
  void everyWayHasAnAnswerForEveryRound() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Path script : scripts()) {
      Answers answers = Answers.of(script);
      assertThat(answers.byWay()).as("ways of %s", script).isNotEmpty();
      answers
          .byWay()
          .forEach((way, rounds) -> {
            for (Round round : Round.all()) {
              if (!rounds.containsKey(round)) {
                missing.add(answers.name() + " " + way + " " + round);
              }
            }
            if (rounds.getOrDefault(Round.HEALTHY, List.of()).isEmpty()) {
              missing.add(answers.name() + " " + way + ": nothing runs where nothing is closed");
            }
          });
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void atLeastFortyPrograms() throws IOException {
    assertThat(scripts()).hasSizeGreaterThanOrEqualTo(40);
  }

  @Test
  void whatAnAnimalNeedsIsInstalledBeforeTheTests() throws IOException {
    String installed = Files.readString(Path.of("bin/test"));
    for (Path script : scripts()) {
      Matcher packages = PACKAGES.matcher(Files.readString(script));
      while (packages.find()) {
        assertThat(packages.group(1).split(", | and "))
            .as("packages of %s that bin/test installs", script)
            .allSatisfy(name ->
                assertThat(installed)
                    .containsPattern("[ '\\n]" + Pattern.quote(name) + "[ '\"\\n]"));
      }
    }
  }

  @Test
  void answersAreWrittenAsTheyWereRead() {
    String line = "null                 !closed              append:error.log         nsd: main";

    assertThat(Specimen.read(line)).hasToString(line);
    assertThat(Specimen.read(line).words().get(1)).isEqualTo(new Word(Word.Mark.FAULT, "closed"));
    assertThat(Round.all())
        .extracting(Round::toString)
        .containsExactly("healthy", "0", "1", "2", "01", "02", "12", "012");
  }
}
