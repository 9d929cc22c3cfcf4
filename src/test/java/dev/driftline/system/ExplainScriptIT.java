package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What `explain --script` prints for every shipped check is the script that hosts run: each shell accepts it, and run
/// here it says every mark. Needs dash, bash, busybox and mksh.
class ExplainScriptIT {

  private static final List<String> SHELLS =
      List.of("/bin/sh", "dash", "bash", "bash --posix", "busybox sh", "mksh");
  private static final Pattern ID = Pattern.compile("^ *- id: ([a-z0-9-]+)", Pattern.MULTILINE);
  private static final Pattern MARK = Pattern.compile("(?m)^@0{32} (\\d+) \\d+$");
  private static final Pattern SECTION = Pattern.compile("(?m)^mark [1-9]\\d* \\$\\?$");

  @TempDir private Path folder;

  static Stream<String> words() throws IOException {
    List<String> words = new ArrayList<>(List.of("host", "processes", "fds", "packages"));
    try (Stream<Path> files = Files.list(Path.of("checks"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        ID.matcher(Files.readString(file)).results().map(id -> id.group(1)).forEach(words::add);
      }
    }
    assertThat(words).hasSizeGreaterThan(10);
    return words.stream();
  }

  @ParameterizedTest
  @MethodSource("words")
  void everyShellAcceptsWhatIsPrintedAndSaysEveryMark(String word) throws Exception {
    Program.Result printed = Program.run("explain", word, "--script");
    assertThat(printed.exit()).as(printed.stderr()).isZero();
    assertThat(printed.stderr()).isEmpty();
    Path script =
        Files.write(folder.resolve("script"), printed.stdout().getBytes(StandardCharsets.UTF_8));
    for (String shell : SHELLS) {
      Program.Result read = Program.shell("%s -n %s".formatted(shell, script));
      assertThat(read).as(shell).isEqualTo(new Program.Result(0, "", ""));
    }
    Program.Result run = Program.shell("/bin/sh -s <%s".formatted(script));
    long sections = SECTION.matcher(printed.stdout()).results().count();
    assertThat(sections).isPositive();
    assertThat(marks(run.stdout())).isEqualTo(upTo(sections));
    assertThat(marks(run.stderr())).isEqualTo(upTo(sections));
  }

  private static List<Integer> marks(String said) {
    Matcher mark = MARK.matcher(said);
    return mark.results().map(found -> Integer.valueOf(found.group(1))).toList();
  }

  private static List<Integer> upTo(long last) {
    return Stream.iterate(0, number -> number + 1).limit(last + 1).toList();
  }
}
