package dev.driftline.policy.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random commands with a variable in them, in real shells: a command that is not refused does with any value what it
/// does with a harmless one, but for the value's own text.
///
/// More: `-Ddriftline.commands=20000`; another run of a seed: `-Ddriftline.seed=N`.
@Timeout(600)
class CommandTextInShellsTest {

  private static final int COMMANDS = Integer.getInteger("driftline.commands", 150);
  private static final String HARMLESS = "zqz";

  /// Pieces of commands. What writes is `printf`, so that no shell reads a value's backslashes.
  private static final List<String> PIECES =
      List.of(
          "printf '<%s>' ",
          "printf -- '<%s>' ",
          "; ",
          "\n",
          " ",
          "\\\n",
          "\\\n",
          "'",
          "\"",
          "\\",
          "$",
          "${x",
          "${",
          "}",
          "${x:-",
          "${x}",
          "${x%",
          "$x",
          "(",
          ")",
          "$(",
          "((",
          "))",
          "$((",
          "`",
          "<<E\n",
          "<",
          "<<",
          "E\n",
          "\nE\n",
          "#",
          " #",
          "a",
          "1",
          ">f ",
          "2>f ",
          "x=",
          "-- ",
          "- ",
          "&& ",
          "| while read -r l; do printf '<%s>' \"$l\"; done;",
          "while read -r l; do printf '<%s>' \"$l\"; done ",
          "<\\\n<E\n");

  private static final List<String> QUOTED =
      List.of(
          "a b",
          "$(printf INJECTED)",
          "`printf INJECTED`",
          "'; printf INJECTED; '",
          "\"; printf INJECTED; \"",
          "\\",
          "'",
          "\"",
          "*",
          "${HOME}",
          "$x",
          "# a",
          "-n",
          "--",
          "E",
          "a;b",
          "a&b",
          "a|b",
          "<a",
          ">a",
          "1>f",
          "\\'",
          "(a)",
          "{a",
          "a}",
          "[a]",
          "~",
          "");

  private static final List<String> PLAIN =
      List.of(
          "1", "2", "17", "E", "x", "HOME", "a.b", "%a", ":-b", "=b", ":a", "@", "+a", "a-b",
          "./a");

  /// A value within the name of a variable that is set, as in `{{ v }}x=`, of a program, as in `{{ v }}printf`, or of a
  /// function, as in `{{ v }}()`: it chooses which one.
  private static final Pattern CHOOSES = Pattern.compile("\\}\\}(?:\\w*=|printf|while|\\s*\\()");

  /// With a value such as `=b`, the name of a variable that is set.
  private static final Pattern NAMES = Pattern.compile("\\w\\{\\{");

  @TempDir private Path folder;

  private record Case(String template, String value, String text, String harmless) {}

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox", "mksh"})
  void aValueIsOneTextOrRefused(String shell) throws IOException, InterruptedException {
    Path program = Path.of("/usr/bin", shell);
    assumeThat(Files.isExecutable(program) || System.getenv("CI") != null).isTrue();
    long seed = Long.getLong("driftline.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<Case> cases = new ArrayList<>();
    int refused = 0;
    while (cases.size() < COMMANDS) {
      Case found = random(random);
      if (found.text().isEmpty() || found.harmless().isEmpty()) {
        refused++;
      } else {
        cases.add(found);
      }
    }
    run(program, cases);
    for (int i = 0; i < cases.size(); i++) {
      Case it = cases.get(i);
      assertThat(said(i + ".value"))
          .as("seed %d, %s: %s", seed, shell, it)
          .isEqualTo(said(i + ".harmless").replace(HARMLESS, it.value()));
    }
    assertThat(refused).as("seed %d: refused", seed).isPositive();
    assertThat(cases.stream().filter(it -> it.text().contains("\\\n"))).isNotEmpty();
  }

  /// Prints each word it is given.
  @SuppressWarnings("OrphanedFormatString") // it is the shell's printf that reads it
  private static final String PRINT = "printf -- '<%s>' ";

  private static Case random(Random random) {
    boolean quoted = random.nextBoolean();
    StringBuilder template = new StringBuilder(PRINT);
    int pieces = random.nextInt(1, 9);
    int place = random.nextInt(pieces);
    for (int i = 0; i < pieces; i++) {
      template.append(PIECES.get(random.nextInt(PIECES.size())));
      if (i == place || random.nextInt(8) == 0) {
        template.append(quoted ? "{{ v | quote }}" : "{{ v }}");
      }
    }
    List<String> values = quoted ? QUOTED : PLAIN;
    String value = values.get(random.nextInt(values.size()));
    String whole = template.toString();
    String joined = whole.replace("\\\n", "");
    // another number of a process in each run; another variable or program; two programs at once
    boolean chooses =
        CHOOSES.matcher(joined).find() || (value.contains("=") && NAMES.matcher(joined).find());
    if (joined.contains("$$") || chooses || joined.contains("\\&")) {
      return random(random);
    }
    return new Case(whole, value, rendered(whole, value), rendered(whole, HARMLESS));
  }

  private static final Renderer RENDERER = new Renderer();

  private static String rendered(String template, String value) {
    return switch (RENDERER.renderCommand(template, Map.of("v", value))) {
      case Rendering.Text(String text) -> text;
      case Rendering.Failed _ -> "";
    };
  }

  /// One shell runs them all, each in a shell of its own that finds no program.
  private void run(Path shell, List<Case> cases) throws IOException, InterruptedException {
    Path work = Files.createDirectory(folder.resolve("work"));
    for (int i = 0; i < cases.size(); i++) {
      Files.writeString(folder.resolve(i + ".value"), cases.get(i).text());
      Files.writeString(folder.resolve(i + ".harmless"), cases.get(i).harmless());
    }
    String start = shell.endsWith("busybox") ? "busybox sh" : shell.getFileName().toString();
    String driver =
        """
        for f in ../*.value ../*.harmless; do
          %s "$f" >"$f.out" 2>/dev/null </dev/null
          [ "$?" -eq 0 ] || printf failed >>"$f.out"
        done
        """
            .formatted(start.replaceFirst("^\\S+", shell.toString()));
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", driver)
            .directory(work.toFile())
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", "/nowhere", "HOME", "/home", "x", "X"));
    Process process = builder.start();
    String complaint = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(complaint).isZero();
    assertThat(complaint).isEmpty();
  }

  private String said(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".out"), StandardCharsets.ISO_8859_1);
  }
}
