package dev.driftline.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `bin/driftline` in an installed layout, started by a real shell: the classes under test, their libraries' jars, and
/// the launcher as it is in the source tree.
class LauncherTest {

  private static final Path SOURCE = Path.of("bin/driftline").toAbsolutePath();
  private static final String ABSENT = "/nowhere";

  @TempDir private Path folder;

  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void install() throws IOException, InterruptedException {
    Path lib = Files.createDirectories(folder.resolve("home/lib"));
    Files.createDirectories(folder.resolve("home/bin"));
    Files.copy(SOURCE, launcher());
    assertThat(launcher().toFile().setExecutable(true)).isTrue();
    environment.put("DRIFTLINE_JAVA_HOME", System.getProperty("java.home"));
    Path manifest = Files.writeString(folder.resolve("manifest"), manifest());
    String jar = Path.of(System.getProperty("java.home"), "bin", "jar").toString();
    Launched made =
        Launched.shell(
            folder,
            Map.of(),
            "'%s' cfm '%s/driftline.jar' '%s' -C '%s' dev"
                .formatted(jar, lib, manifest, classes("dev/driftline/cli/Main.class")));
    assertThat(made).isEqualTo(new Launched(0, "", ""));
  }

  @Test
  void printsTheVersionAndNothingElse() throws Exception {
    assertThat(run("home/bin/driftline --version"))
        .isEqualTo(new Launched(0, "driftline 9.8.7\n", ""));
  }

  @Test
  void worksThroughSymbolicLinksAndFromAnywhere() throws Exception {
    Files.createDirectories(folder.resolve("other/bin"));
    Files.createSymbolicLink(folder.resolve("other/one"), Path.of("../home/bin/driftline"));
    Files.createSymbolicLink(folder.resolve("other/bin/two"), Path.of("../one"));
    assertThat(run("cd / && '%s' --version".formatted(folder.resolve("other/bin/two"))))
        .isEqualTo(new Launched(0, "driftline 9.8.7\n", ""));
    assertThat(run("PATH=\"$PWD/other/bin:$PATH\"; cd /tmp && two --version"))
        .isEqualTo(new Launched(0, "driftline 9.8.7\n", ""));
  }

  @Test
  void keepsArgumentsWhole() throws Exception {
    assertThat(run("home/bin/driftline '--a b*'").stderr())
        .startsWith("driftline: Unknown option: '--a b*'\n");
  }

  @Test
  void survivesAClosedStandardInput() throws Exception {
    assertThat(run("home/bin/driftline --version <&-"))
        .isEqualTo(new Launched(0, "driftline 9.8.7\n", ""));
  }

  @Test
  void survivesAClosedStandardError() throws Exception {
    assertThat(run("home/bin/driftline --version 2>&-"))
        .isEqualTo(new Launched(0, "driftline 9.8.7\n", ""));
  }

  @Test
  void aClosedStandardOutputIsAFailure() throws Exception {
    assertThat(run("home/bin/driftline --version >&-"))
        .isEqualTo(
            new Launched(
                1, "", "driftline: cannot write to standard output: Bad file descriptor\n"));
  }

  @Test
  void aFullStandardOutputIsAFailure() throws Exception {
    assertThat(run("home/bin/driftline --version >/dev/full"))
        .isEqualTo(
            new Launched(
                1, "", "driftline: cannot write to standard output: No space left on device\n"));
  }

  @Test
  void allThreeClosedIsAFailureThatEnds() throws Exception {
    assertThat(run("home/bin/driftline --version <&- >&- 2>&-")).isEqualTo(new Launched(1, "", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "busybox sh"})
  void everyShellTellsClosedDescriptorsApart(String shell) throws Exception {
    assertThat(run(shell + " home/bin/driftline --version 0<&- 2>&-"))
        .isEqualTo(new Launched(0, "driftline 9.8.7\n", ""));
    assertThat(run(shell + " home/bin/driftline --version >&-").exit()).isEqualTo(1);
  }

  @Test
  void becomesTheJavaProcessSoThatSignalsAndCodesAreItsOwn() throws Exception {
    environment.put("DRIFTLINE_JAVA_HOME", java("25.0.3", "#!/bin/sh\necho $$\nkill -TERM $$\n"));
    Launched launched = run("home/bin/driftline & child=$!; wait $child; echo $? $child");
    List<String> lines = launched.stdout().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).isEqualTo("143 " + lines.get(0));
  }

  @Test
  void onlyTheDemoSeesItsJars() throws Exception {
    environment.put("DRIFTLINE_JAVA_HOME", java("26", "#!/bin/sh\nprintf '<%s>' \"$@\"\n"));
    Files.createDirectories(folder.resolve("home/lib/demo"));
    Files.createFile(folder.resolve("home/lib/demo/x.jar"));
    String lib = folder.toRealPath().resolve("home/lib").toString();
    assertThat(run("home/bin/driftline lint").stdout())
        .endsWith("<-cp><%s/driftline.jar><dev.driftline.cli.Main><lint>".formatted(lib));
    assertThat(run("home/bin/driftline demo").stdout())
        .endsWith(
            "<-cp><%1$s/driftline.jar:%1$s/demo/x.jar><dev.driftline.cli.Main><demo>"
                .formatted(lib));
  }

  @Test
  void theSimpleCompilerCompilesAndOpenSslMayBeCalled() throws Exception {
    environment.put("DRIFTLINE_JAVA_HOME", java("25", "#!/bin/sh\nprintf '<%s>' \"$@\"\n"));
    assertThat(run("home/bin/driftline check --key my_rsa").stdout())
        .contains("<-XX:TieredStopAtLevel=1>", "<--enable-native-access=ALL-UNNAMED>");
  }

  @ParameterizedTest
  @CsvSource({
    "stty cols 132; home/bin/driftline check, 'stdout,stderr', 132",
    "stty cols 132; home/bin/driftline check 2>/dev/null, 'stdout', 132",
    "stty cols 97; exec 3>&1; home/bin/driftline check | cat, ',stderr', 97",
    "stty cols 0; home/bin/driftline check, 'stdout,stderr', 0",
    "PATH=; home/bin/driftline check, 'stdout,stderr', ''"
  })
  void findsOutHowWideTheTerminalIs(String command, String streams, String columns)
      throws Exception {
    environment.put("DRIFTLINE_JAVA_HOME", java("25", "#!/bin/sh\nprintf '<%s>' \"$@\"\n"));
    environment.put("SHELL", "/bin/sh");
    assertThat(run("script -qec '%s' /dev/null".formatted(command)).stdout())
        .contains("<-Ddriftline.terminals=%s>".formatted(streams))
        .contains("<-Ddriftline.columns=%s>".formatted(columns));
  }

  @Test
  void asksNobodyForAWidthIfThereIsNoTerminal() throws Exception {
    environment.put("DRIFTLINE_JAVA_HOME", java("25", "#!/bin/sh\nprintf '<%s>' \"$@\"\n"));
    Path stty = Files.createDirectories(folder.resolve("bin")).resolve("stty");
    Files.writeString(stty, "#!/bin/sh\n: >'%s/asked'\n".formatted(folder));
    assertThat(stty.toFile().setExecutable(true)).isTrue();
    assertThat(run("PATH=$PWD/bin:$PATH home/bin/driftline check").stdout())
        .contains("<-Ddriftline.terminals=>", "<-Ddriftline.columns=>");
    assertThat(folder.resolve("asked")).doesNotExist();
  }

  @Test
  void aBrokenArchiveNeitherStopsItNorIsHeardOf() throws Exception {
    String build = System.getProperty("java.runtime.version");
    Files.writeString(folder.resolve("home/lib/driftline-%s.jsa".formatted(build)), "no archive");
    // With the time of the package, so that the launcher names the archive.
    Files.setLastModifiedTime(folder.resolve("home/lib/driftline.jar"), FileTime.fromMillis(0));
    Launched launched = run("home/bin/driftline --version");
    assertThat(launched.exit()).isZero();
    assertThat(launched.stdout()).isEqualTo("driftline 9.8.7\n");
    assertThat(launched.stderr()).isEmpty();
  }

  @Test
  void saysWhichJavaItWillNotTake() throws Exception {
    environment.put("DRIFTLINE_JAVA_HOME", ABSENT);
    assertThat(run("home/bin/driftline --version"))
        .isEqualTo(
            new Launched(
                1, "", "driftline: DRIFTLINE_JAVA_HOME is no Java 25 or later: /nowhere\n"));
  }

  @Test
  void anOlderJavaIsNotTaken() throws Exception {
    String old = java("17.0.15", "#!/bin/sh\n");
    environment.put("DRIFTLINE_JAVA_HOME", old);
    assertThat(run("home/bin/driftline --version"))
        .isEqualTo(
            new Launched(
                1, "", "driftline: DRIFTLINE_JAVA_HOME is no Java 25 or later: " + old + "\n"));
  }

  @Test
  void anIncompleteInstallationSaysSo() throws Exception {
    Files.delete(folder.resolve("home/lib/driftline.jar"));
    assertThat(run("home/bin/driftline --version"))
        .isEqualTo(
            new Launched(
                1,
                "",
                "driftline: the installation is not complete: %s has no lib/driftline.jar\n"
                    .formatted(folder.resolve("home").toRealPath())));
  }

  /// The folder of something that says it is this version of Java, and runs this script instead.
  private String java(String version, String script) throws IOException {
    Path home = Files.createDirectories(folder.resolve("java/bin")).getParent();
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
    Path java = Files.writeString(home.resolve("bin/java"), script);
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return home.toString();
  }

  private Launched run(String command) throws IOException, InterruptedException {
    return Launched.shell(folder, environment, command);
  }

  private Path launcher() {
    return folder.resolve("home/bin/driftline");
  }

  /// A manifest line has at most 72 bytes; the next begins with a space.
  private static String manifest() {
    String jars =
        Stream.of("picocli/CommandLine.class", "org/jspecify/annotations/NullMarked.class")
            .map(name -> classes(name).toUri().toString())
            .reduce("Class-Path:", (all, one) -> all + " " + one);
    StringBuilder folded = new StringBuilder("Implementation-Version: 9.8.7\n");
    for (int at = 0; at < jars.length(); at += 70) {
      folded
          .append(at == 0 ? "" : " ")
          .append(jars, at, Math.min(jars.length(), at + 70))
          .append('\n');
    }
    return folded.toString();
  }

  /// The folder or jar of the class path that holds the resource.
  private static Path classes(String resource) {
    List<Path> places =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .map(Path::toAbsolutePath)
            .filter(place -> holds(place, resource))
            .toList();
    return places.getFirst();
  }

  private static boolean holds(Path place, String resource) {
    if (Files.isDirectory(place)) {
      return Files.exists(place.resolve(resource));
    }
    if (!Files.exists(place)) {
      return false;
    }
    try (ZipFile jar = new ZipFile(place.toFile())) {
      return jar.getEntry(resource) != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
