package dev.driftline.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.probe.command.CommandProbe;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.libraries.LibrariesProbe;
import dev.driftline.probe.packages.PackagesProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a policy says arrives at the host's programs byte for byte, through every shell that stands behind `/bin/sh`
/// and every login shell. Needs dash, bash, busybox, mksh, tcsh and fish.
@Tag("host")
@Timeout(120)
class QuotingTest {

  private static final int RANDOM_WORDS = 300;

  /// What people have seen break things.
  private static final List<String> NAUGHTY =
      List.of(
          "undefined",
          "null",
          "NaN",
          "\\",
          "\\\\",
          "\\n",
          "\\0",
          "'",
          "''",
          "'\\''",
          "\"",
          "`id`",
          "$(id)",
          "${HOME}",
          "$HOME",
          "$$",
          "$?",
          "$0",
          "$*",
          "!!",
          "!x",
          "!$",
          "^a^b",
          "%s%n%d",
          "%",
          "%%",
          "*",
          "?",
          "[a-z]",
          "{a,b}",
          "~",
          "~root",
          "~+",
          "#",
          "# x",
          ";",
          ";exit 3",
          "&",
          "&&",
          "|",
          "||",
          ">/x",
          "<x",
          ">>x",
          "2>&1",
          "<(id)",
          "=ls",
          "-n",
          "-e",
          "--",
          "-",
          "+",
          "@",
          ":",
          ".",
          "..",
          "/",
          "a=b",
          " ",
          "  ",
          "\t",
          "\n",
          "\r",
          "\r\n",
          "\n\n",
          "a\nb",
          "\u0001",
          "\u001b[31m",
          "\u007f",
          "\u0085",
          "\u2028",
          "\ufeff",
          "\u202e",
          "\ufffe",
          "é",
          "e\u0301",
          "漢字",
          "ÅÍÎÏ˝ÓÔÒÚÆ☃",
          "🐫",
          "👩‍👩‍👧",
          "﷽",
          "<script>alert(1)</script>",
          "{{ 7*7 }}",
          "1;DROP TABLE users",
          "() { :;}; echo x",
          "${jndi:ldap://x}",
          "@0123456789abcdef 1 0",
          "EOF",
          "main",
          "exit",
          "}",
          "}}",
          "if",
          "done",
          "\"$(echo",
          "");

  static List<LocalRun> shells() {
    return List.of(
        LocalRun.in("dash", "-s"),
        LocalRun.in("bash", "--posix", "-s"),
        LocalRun.in("bash", "-s"),
        LocalRun.in("busybox", "sh", "-s"),
        LocalRun.in("mksh", "-s"),
        // As sshd starts a login shell.
        LocalRun.in("dash", "-c", "/bin/sh -s"),
        LocalRun.in("bash", "-c", "/bin/sh -s"),
        LocalRun.in("tcsh", "-c", "/bin/sh -s"),
        LocalRun.in("fish", "-c", "/bin/sh -s"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void wordsOfACommandArriveAsTheyAreWritten(LocalRun shell) {
    long seed = System.nanoTime();
    System.out.println("words seed " + seed);
    List<String> words = new ArrayList<>(NAUGHTY);
    Random random = new Random(seed);
    for (int i = 0; i < RANDOM_WORDS; i++) {
      words.add(word(random));
    }
    StringBuilder command = new StringBuilder("for w in");
    StringBuilder expected = new StringBuilder();
    for (String word : words) {
      command.append(" '").append(word.replace("'", "'\\''")).append('\'');
      expected.append('<').append(word).append('>');
    }
    command.append("; do printf '<'; printf %s \"$w\"; printf '>'; done");

    Answer answer = shell.ask(new CommandProbe(), command(command.toString()));

    assertThat(answer).isInstanceOf(Answer.Observed.class);
    assertThat(((Answer.Observed) answer).rows().getFirst().text("stdout"))
        .as("seed %d", seed)
        .contains(expected.toString());
  }

  /// Of all characters but NUL and halves of pairs, and often of those that shells read.
  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      int character =
          switch (random.nextInt(4)) {
            case 0 -> " '\"\\$`!*?[]{}()<>|&;#~%^=\n\t\r".codePointAt(random.nextInt(28));
            case 1 -> 1 + random.nextInt(255);
            case 2 -> 1 + random.nextInt(0xD7FF);
            default -> 0xE000 + random.nextInt(0x102000);
          };
      word.appendCodePoint(character);
    }
    return word.toString();
  }

  private static Question command(String text) {
    return new Question("command", Map.of("command", text));
  }

  @Test
  void aNulIsNeverSent() {
    for (Question question :
        List.of(
            command("echo a\0b"),
            new Question("command", Map.of("command", "id", "user", "a\0b")))) {
      CommandProbe probe = new CommandProbe();

      assertThat(probe.sections(question)).isEmpty();
      assertThat(LocalRun.answer(probe, question))
          .isEqualTo(
              new Answer.Unknown(Reason.UNSUPPORTED, "a NUL cannot be given to a shell", ""));
    }
  }

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x; touch MADE",
        "x' ; touch MADE; '",
        "$(touch MADE)",
        "`touch MADE`",
        "x\ntouch MADE",
        "x\" ; touch MADE; \"",
        "-W; touch MADE",
        "x & touch MADE",
        "* | touch MADE"
      })
  void aNameThatIsACommandRunsNothing(String name) throws Exception {
    String made = name.replace("MADE", folder.resolve("made").toString());

    ask(new PackagesProbe(), new Question("packages", Map.of("names", made)), made);
    ask(new LibrariesProbe(), new Question("libraries", Map.of("processes", made)), made);
    ask(new CommandProbe(), new Question("command", Map.of("command", "id", "user", made)), made);

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  /// A name that the host cannot compare is asked for as any name, and none of the rows has it.
  private static void ask(Probe probe, Question question, String name) {
    if (LocalRun.answer(probe, question) instanceof Answer.Observed answer) {
      assertThat(answer.rows()).noneMatch(row -> row.text("name").equals(Optional.of(name)));
    }
  }
}
