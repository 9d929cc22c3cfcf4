package dev.driftline.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every shell text of the source tree is clean by shellcheck. Without shellcheck (Debian: shellcheck) this fails.
@Tag("host")
class ShellcheckTest {

  @Test
  void everyScriptIsClean() throws IOException, InterruptedException {
    List<Path> scripts = scripts();
    assertThat(scripts).contains(Path.of("bin/driftline"), Path.of("bin/test"), Path.of(".ci/run"));
    assertThat(shellcheck("", scripts.stream().filter(ShellcheckTest::isWhole).toList()))
        .isEqualTo(new Launched(0, "", ""));
    // A probe's shell half has no first line of its own: it is part of a script for /bin/sh.
    assertThat(shellcheck("-s sh", scripts.stream().filter(script -> !isWhole(script)).toList()))
        .isEqualTo(new Launched(0, "", ""));
  }

  private static Launched shellcheck(String options, List<Path> scripts)
      throws IOException, InterruptedException {
    String files = scripts.stream().map(Path::toString).collect(Collectors.joining(" "));
    return Launched.shell(Path.of("."), Map.of(), "shellcheck " + options + " -- " + files);
  }

  private static List<Path> scripts() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src"));
        Stream<Path> programs = Files.walk(Path.of("bin"))) {
      return Stream.concat(
              sources.filter(file -> file.toString().endsWith(".sh")),
              Stream.concat(programs.filter(Files::isRegularFile), Stream.of(Path.of(".ci/run"))))
          .sorted()
          .toList();
    }
  }

  private static boolean isWhole(Path script) {
    try {
      return Files.readString(script).startsWith("#!");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
