package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// `driftline demo`, as a newcomer runs it.
class DemoIT {

  private static Program.Result demo;

  @BeforeAll
  static void runTheDemo() throws Exception {
    demo = Program.run("demo");
  }

  @Test
  void exitsLikeAnyCheckThatFoundDriftAndCouldTellEverything() {
    assertThat(demo.exit()).as(demo.toString()).isEqualTo(2);
  }

  @Test
  void showsTheConnectionOnStderrWithTheHostItBelongsTo() {
    assertThat(demo.stdout()).contains("dnsdump").containsPattern("fd 2 .*db1");
  }

  @Test
  void showsTheClosedStderr() {
    assertThat(demo.stdout()).contains("fd 2 is closed");
  }

  @Test
  void findsNothingElseOnStandardStreams() {
    assertThat(demo.stdout()).doesNotContain("app3", "dnsdump-ok");
  }

  @Test
  void saysOnStandardErrorWhatIsRealAndWhatStandsIn() {
    assertThat(demo.stderr()).contains("a plain TCP listener that stands in for the database");
  }

  @Test
  void leavesNoProcessAndNoFileBehind() throws Exception {
    try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses();
        Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      List<String> left =
          processes
              .map(p -> p.info().commandLine().orElse(""))
              .filter(c -> c.contains("driftline-demo-"))
              .toList();
      assertThat(left).isEmpty();
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.startsWith("driftline-demo-"));
    }
  }
}
