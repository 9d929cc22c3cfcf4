package dev.driftline.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.local.LocalTransport;
import dev.driftline.model.Reason;
import dev.driftline.probe.kit.Capture;
import dev.driftline.probe.kit.Look;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The script in every shell that stands behind `/bin/sh` on Linux hosts. Needs dash, bash, busybox and mksh.
@Tag("host")
@Timeout(120)
class ShellsTest {

  private static final List<String> SHELLS =
      List.of("/bin/sh -s", "dash -s", "bash --posix -s", "bash -s", "busybox sh -s", "mksh -s");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"/bin/sh -s", "dash -s", "bash --posix -s", "bash -s", "busybox sh -s", "mksh -s"})
  void everyShellGivesBackStreamsAndStatus(String shell) {
    List<Section> sections = new ArrayList<>();
    sections.add(section("none", "printf x; printf y >&2; exit 255"));
    sections.add(section("lines", "printf '\\n\\na\\n\\n'; printf '\\n' >&2; (exit 7)"));
    sections.add(section("nul", "printf 'a\\000b\\n'"));
    sections.add(section("fake", "echo; echo '@0123456789abcdef0123456789abcdef 3 0'"));
    sections.add(section("killed", "sh -c 'kill -9 $$'"));
    sections.add(section("unset", "set -eu; echo before; echo \"$nothing_by_this_name\""));
    sections.add(section("room", "pwd; umask; cat; set -e; false; echo never"));
    Transcript heard = ScriptTest.run(words(shell), sections);

    assertThat(heard.capture(sections.get(0))).isEqualTo(new Capture.Complete("x", "y", 255));
    assertThat(heard.capture(sections.get(1)))
        .isEqualTo(new Capture.Complete("\n\na\n\n", "\n", 7));
    assertThat(heard.capture(sections.get(2))).isEqualTo(new Capture.Complete("a\000b\n", "", 0));
    assertThat(heard.capture(sections.get(3)))
        .isEqualTo(new Capture.Complete("\n@0123456789abcdef0123456789abcdef 3 0\n", "", 0));
    assertThat(heard.capture(sections.get(4)))
        .isInstanceOfSatisfying(
            Capture.Complete.class, killed -> assertThat(killed.exit()).isEqualTo(137));
    assertThat(heard.capture(sections.get(5)))
        .isInstanceOfSatisfying(
            Capture.Complete.class,
            failed -> {
              assertThat(failed.stdout()).isEqualTo("before\n");
              assertThat(failed.exit()).isNotZero();
            });
    assertThat(heard.capture(sections.get(6)))
        .isInstanceOfSatisfying(
            Capture.Complete.class,
            room -> {
              assertThat(room.stdout()).matches("/\n0*77\n");
              assertThat(room.stderr()).isEmpty();
              assertThat(room.exit()).isEqualTo(1);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/bin/sh -s", "dash -s", "bash --posix -s", "bash -s", "busybox sh -s", "mksh -s"})
  void aSectionThatKillsTheShellLosesOnlyWhatComesAfter(String shell) {
    Section first = section("first", "echo one");
    Section killer = section("killer", "echo two; kill -9 $$; echo three");
    Section last = section("last", "echo four");
    Transcript heard = ScriptTest.run(words(shell), List.of(first, killer, last));

    assertThat(heard.capture(first)).isEqualTo(new Capture.Complete("one\n", "", 0));
    assertThat(heard.capture(killer))
        .isInstanceOfSatisfying(
            Capture.Cut.class, cut -> assertThat(cut.reason()).isEqualTo(Reason.TRUNCATED));
    assertThat(heard.capture(last))
        .isEqualTo(new Capture.Missing(Reason.TRUNCATED, "the script did not end"));
  }

  @Test
  void aScriptThatWasCutRunsNothing() throws IOException, InterruptedException {
    Path marker = folder.resolve("ran");
    byte[] script =
        new Script(
                List.of(section("a", "echo ran >" + marker), section("b", "echo ran >" + marker)))
            .bytes(Script.nonce());
    Set<Integer> cuts = new TreeSet<>();
    for (int at = 0; at < script.length - 1; at += 1 + script.length / 60) {
      cuts.add(at);
    }
    for (int fromEnd = 2; fromEnd < 60; fromEnd++) {
      cuts.add(script.length - fromEnd);
    }
    for (String shell : SHELLS) {
      for (int cut : cuts) {
        runBeginning(words(shell), script, cut);
        assertThat(marker).as("%s, %d of %d bytes", shell, cut, script.length).doesNotExist();
      }
    }
    runBeginning(List.of("/bin/sh", "-s"), script, script.length);
    assertThat(marker).exists();
  }

  private static void runBeginning(List<String> shell, byte[] script, int length)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(shell)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().write(script, 0, length);
    process.getOutputStream().close();
    process.waitFor();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash -s", "bash --posix -s", "bash -s", "busybox sh -s", "mksh -s"})
  void hostileEnvironmentsChangeNothing(String shell) throws IOException {
    Files.createFile(folder.resolve("a.txt"));
    Section list =
        section("list", "cd " + folder + " && ls && echo *.txt && for w in a:b; do echo $w; done");
    Section environment = section("environment", "env | sort");
    Map<String, String> hostile =
        Map.ofEntries(
            Map.entry("IFS", ":"),
            Map.entry("CDPATH", "/usr"),
            Map.entry("ENV", "/nowhere"),
            Map.entry("BASH_ENV", "/nowhere"),
            Map.entry("GLOBIGNORE", "*"),
            Map.entry("SHELLOPTS", "noglob:errexit:nounset"),
            Map.entry("BASHOPTS", "nullglob:failglob"),
            Map.entry("LC_ALL", "xx_XX.UTF-8"),
            Map.entry("PATH", "/nowhere:/usr/bin:/bin"),
            Map.entry("BASH_FUNC_ls%%", "() { echo forged; }"),
            Map.entry("BASH_FUNC_echo%%", "() { :; }"),
            Map.entry("BASH_FUNC_cd%%", "() { :; }"),
            Map.entry("TIME_STYLE", "nonsense"));
    List<String> command = new ArrayList<>(List.of("env"));
    hostile.forEach((name, value) -> command.add(name + "=" + value));
    command.addAll(words(shell));
    Transcript heard = ScriptTest.run(command, List.of(list, environment));

    assertThat(heard.capture(list)).isEqualTo(new Capture.Complete("a.txt\na.txt\na:b\n", "", 0));
    assertThat(heard.capture(environment))
        .isInstanceOfSatisfying(
            Capture.Complete.class,
            seen ->
                assertThat(seen.stdout())
                    .contains("LC_ALL=C\n", "PATH=/usr/sbin:/usr/bin:/sbin:/bin:")
                    .doesNotContain("TIME_STYLE", "GLOBIGNORE", "CDPATH", "IFS=", "BASH_FUNC_ls"));
  }

  /// Whatever the name of an imported function is, the program is run, and no child gets the function.
  @ParameterizedTest
  @ValueSource(strings = {"dash -s", "bash --posix -s", "bash -s", "busybox sh -s", "mksh -s"})
  void noExportedFunctionStandsInForAProgram(String shell) {
    Section asks =
        section("asks", "nproc --version | head -n 1; bash -c 'nproc --version' | head -n 1; env");
    List<String> command =
        concat(
            List.of(
                "env",
                "BASH_FUNC_nproc%%=() { echo forged; }",
                "BASH_FUNC_declare%%=() { echo forged; }",
                "BASH_FUNC_sections%%=() { echo forged; }",
                "BASH_FUNC_command_not_found_handle%%=() { echo forged; }"),
            words(shell));
    Transcript heard = ScriptTest.run(command, List.of(asks));

    assertThat(heard.capture(asks))
        .isInstanceOfSatisfying(
            Capture.Complete.class,
            seen -> assertThat(seen.stdout()).doesNotContain("forged", "BASH_FUNC"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yash", "ksh93", "zsh"})
  void aShellThatDoesNotRunTheScriptAsItShouldSaysSo(String shell) throws InterruptedException {
    Script script = new Script(List.of(section("first", "echo one")));
    String nonce = Script.nonce();
    Frames frames = new Frames(script.sections(), nonce);
    try (LocalTransport transport = new LocalTransport(List.of(shell, "-s"))) {
      transport.run(
          LocalRun.host(),
          () -> script.bytes(nonce),
          frames,
          new HostClock(Duration.ofSeconds(60)));
    }
    assertThat(frames.unsuitableShell()).contains(shell);
    assertThat(frames.started()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash -s", "bash --posix -s", "busybox sh -s", "mksh -s"})
  void noScriptWritesToADevNullThatIsAFile(String shell) {
    Section writes = section("writes", "echo lost >/dev/null");
    Section looks = section("looks", "if [ -s /dev/null ]; then echo filled; else echo empty; fi");
    String falseNull =
        "mount -t tmpfs none /mnt && : >/mnt/null && mount --bind /mnt/null /dev/null && exec ";
    Transcript heard =
        ScriptTest.run(
            List.of("unshare", "--mount", "sh", "-c", falseNull + shell), List.of(writes, looks));

    assertThat(heard.capture(writes)).isEqualTo(new Capture.Complete("", "", Look.NO_NULL_DEVICE));
    assertThat(heard.capture(looks)).isEqualTo(new Capture.Complete("empty\n", "", 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash -s", "bash --posix -s", "busybox sh -s", "mksh -s"})
  void noChildOfTheShellInheritsTheNonce(String shell) {
    Section look =
        section(
            "look", "tr '\\0' '\\n' </proc/$$/cmdline; tr '\\0' '\\n' </proc/self/environ; env");
    Transcript heard =
        ScriptTest.run(
            concat(List.of("env", "mark=x", "SHELLOPTS=allexport"), words(shell)), List.of(look));

    assertThat(heard.capture(look))
        .isInstanceOfSatisfying(
            Capture.Complete.class,
            seen -> {
              assertThat(seen.exit()).isZero();
              assertThat(seen.stdout()).doesNotContainPattern("@[0-9a-f]{32}");
            });
  }

  private static Section section(String name, String script) {
    return new Section(name, script, Section.DEFAULT_MAX_BYTES);
  }

  private static List<String> words(String command) {
    return List.of(command.split(" ", -1));
  }

  private static List<String> concat(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
