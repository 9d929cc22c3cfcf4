package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A report file is the old one or the new one, whole, whatever happens to the disk or to the program.
@Tag("host")
class ReportFileIT {

  private static final String OLD = "{\"old\":true}";

  @TempDir private Path folder;
  private RunFolder run;

  @BeforeEach
  void write() throws IOException {
    run = RunFolder.with(folder);
    run.policy("quick", 1, "true");
    run.policy("large", 600, "true");
  }

  private Program.Result check(String policy, String more) throws Exception {
    return Program.shell(run.check(policy) + " " + more);
  }

  private List<String> files(Path in) throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static boolean isWhole(Path report) throws IOException {
    return new ObjectMapper().readTree(report.toFile()).at("/summary/pass").asInt() > 0;
  }

  @Test
  @DisplayName("R21: umask 000: the report is for its owner only")
  void theReportIsForItsOwnerOnlyWhateverTheUmask() throws Exception {
    Program.Result result =
        Program.shell("umask 000; " + run.check("quick") + " -o json=" + folder + "/report.json");

    assertThat(result.exit()).isZero();
    assertThat(Files.getPosixFilePermissions(folder.resolve("report.json")))
        .hasToString("[OWNER_READ, OWNER_WRITE]");
  }

  @Test
  @DisplayName("X18: where everybody may read, the report is for its owner only at every moment")
  void theReportIsForItsOwnerOnlyAtEveryMoment() throws Exception {
    Program.Result result =
        Program.shell(
            "umask 000; mkdir -m 1777 %1$s/open; strace -f -qq -e trace=openat,chmod,fchmod -o %1$s/trace %2$s -o json=%1$s/open/report.json"
                .formatted(folder, run.check("quick")));

    assertThat(result.exit()).as(result.stderr()).isZero();
    assertThat(
            run.text("trace")
                .lines()
                .filter(line -> line.contains("O_CREAT") && line.contains("\".report.json-")))
        .hasSize(1)
        .allMatch(line -> line.contains("O_CREAT|O_EXCL") && line.contains(", 0600)"));
    assertThat(Files.getPosixFilePermissions(folder.resolve("open/report.json")))
        .hasToString("[OWNER_READ, OWNER_WRITE]");
  }

  @Test
  @DisplayName(
      "C05: disk full: the old report stays, nothing else is left, exit 1, and stdout has the report")
  void aFullDiskKeepsTheOldReport() throws Exception {
    Files.createDirectory(folder.resolve("disk"));
    Program.Result result =
        Program.shell(
            """
            unshare -m sh -c 'mount -t tmpfs -o size=64k none %1$s/disk || exit 99
              printf %%s '\\''%2$s'\\'' >%1$s/disk/report.json
              %3$s -o json=%1$s/disk/report.json; echo "exit $?" >%1$s/exit
              ls -A %1$s/disk >%1$s/left; cat %1$s/disk/report.json >%1$s/kept'\
            """
                .formatted(folder, OLD, run.check("large")));

    assertThat(run.text("exit")).as(result.stderr()).isEqualTo("exit 1\n");
    assertThat(run.text("kept")).isEqualTo(OLD);
    assertThat(run.text("left")).isEqualTo("report.json\n");
    assertThat(result.stderr())
        .isEqualTo(
            "driftline: cannot write %s/disk/report.json: No space left on device\n"
                .formatted(folder));
    assertThat(result.stdout()).contains("600 pass");
  }

  @Test
  @DisplayName("C: the report is forced to the disk before it takes its name, and the folder after")
  void theReportIsOnDiskBeforeItHasItsName() throws Exception {
    Program.Result result =
        Program.shell(
            "strace -f -qq -e trace=fsync,fdatasync,rename,renameat,renameat2 -o %1$s/trace %2$s -o json=%1$s/report.json"
                .formatted(folder, run.check("quick")));

    assertThat(result.exit()).as(result.stderr()).isZero();
    List<String> calls =
        run.text("trace")
            .lines()
            .map(line -> line.replaceFirst("^\\d+ +", "").replaceFirst("\\(.*", ""))
            .filter(call -> call.matches("f.*sync|rename.*"))
            .map(call -> call.replaceFirst("rename.*", "rename"))
            .toList();
    assertThat(calls).containsExactly("fsync", "rename", "fsync");
  }

  @ParameterizedTest
  @DisplayName("R20: a place that is no file is refused before any host is asked")
  @CsvSource({
    "ln -s target R, it is not a regular file",
    "mkfifo R, it is not a regular file",
    "mkdir R, it is not a regular file",
    "ln -s /dev/full R, it is not a regular file"
  })
  void aPlaceThatIsNoFileIsRefusedBeforeAnyHostIsAsked(String make, String why) throws Exception {
    run.policy("marks", 1, "touch " + folder + "/asked");
    Program.Result result =
        Program.shell(
            "cd %s && %s && %s -o json=R"
                .formatted(folder, make.replace("target", folder + "/target"), run.check("marks")));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr()).isEqualTo("driftline: cannot write R: " + why + "\n");
    assertThat(folder.resolve("asked")).doesNotExist();
    assertThat(folder.resolve("target")).doesNotExist();
  }

  @Test
  @DisplayName("R20: a folder that is not there is noticed before any host is asked")
  void aFolderThatIsNotThereIsNoticedFirst() throws Exception {
    Program.Result result = check("quick", "-o json=" + folder + "/no/report.json");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr())
        .isEqualTo(
            "driftline: cannot write %1$s/no/report.json: there is no folder %1$s/no\n"
                .formatted(folder));
  }

  @Test
  @DisplayName("R20: another user's file of that name is replaced, never written into")
  void anotherUsersFileIsReplacedAndNotWrittenInto() throws Exception {
    Program.Result result =
        Program.shell(
            "cd %s && printf old >other && chown 61234 other && chmod 666 other && ln other report && %s -o json=report"
                .formatted(folder, run.check("quick")));

    assertThat(result.exit()).as(result.stderr()).isZero();
    assertThat(run.text("other")).isEqualTo("old");
    assertThat(isWhole(folder.resolve("report"))).isTrue();
    assertThat(Files.getAttribute(folder.resolve("report"), "unix:uid"))
        .isEqualTo(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  @Test
  @DisplayName("R20: a folder in which everybody may exchange files is refused first")
  void aFolderInWhichEverybodyMayExchangeFilesIsRefused() throws Exception {
    run.policy("marks", 1, "touch " + folder + "/asked");
    Program.Result result =
        Program.shell(
            "mkdir -m 777 %1$s/open; %2$s -o json=%1$s/open/report"
                .formatted(folder, run.check("marks")));

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr())
        .isEqualTo(
            "driftline: cannot write %1$s/open/report: everybody may exchange files in %1$s/open: chmod o-w or chmod +t it, or write elsewhere\n"
                .formatted(folder));
    assertThat(folder.resolve("asked")).doesNotExist();
  }

  /// The folder belongs to another user, who puts a link in place of every new file as soon as he sees it.
  @Test
  @DisplayName("R20: no racer in the folder of another user makes another file be written")
  void noRacerMakesAnotherFileBeWritten() throws Exception {
    Path theirs = Files.createDirectory(folder.resolve("theirs"));
    Path victim = run.write("victim", OLD);
    Program.shell("chmod 600 %s; chown 61234 %s".formatted(victim, theirs));
    String watch = "size,lastModifiedTime,ctime,ino";
    Object before = Files.readAttributes(victim, "unix:" + watch);
    AtomicLong planted = new AtomicLong();
    AtomicBoolean done = new AtomicBoolean();
    Thread racer =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get()) {
                planted.addAndGet(plant(theirs, victim));
              }
            });
    List<Integer> ends = new ArrayList<>();
    try {
      for (int round = 0; round < 10; round++) {
        ends.add(check("quick", "-o json=" + theirs + "/report.json").exit());
      }
    } finally {
      done.set(true);
      racer.join();
    }

    System.out.println("exit codes " + ends + ", links planted " + planted);
    assertThat(planted.get()).isPositive();
    assertThat(ends).isSubsetOf(0, 1);
    assertThat(Files.readString(victim)).isEqualTo(OLD);
    assertThat(Files.readAttributes(victim, "unix:" + watch)).isEqualTo(before);
  }

  private static int plant(Path theirs, Path victim) {
    int planted = 0;
    try (Stream<Path> files = Files.list(theirs)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.delete(file);
          Files.createSymbolicLink(file, victim);
          planted++;
        } else if (file.endsWith("report.json")) {
          Files.delete(file); // for the next round
        }
      }
    } catch (IOException | UncheckedIOException _) {
      return planted; // the program was faster
    }
    return planted;
  }

  @Test
  @DisplayName("C: a reader that goes away is not success")
  void aReaderThatGoesAwayIsNotSuccess() throws Exception {
    Program.Result result =
        Program.shell(
            "{ %s --format json; echo $? >%s/exit; } | head -c 10"
                .formatted(run.check("large"), folder));

    assertThat(run.text("exit")).isEqualTo("1\n");
    assertThat(result.stderr())
        .isEqualTo("driftline: cannot write to standard output: Broken pipe\n");
  }

  @Test
  @DisplayName(
      "C01: kill -9 at random moments leaves the old report or the new one, never half of one")
  void killedAtAnyMomentTheReportIsWhole() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path report = run.write("report.json", OLD);
    List<String> ends = new ArrayList<>();
    long begun = System.nanoTime();
    assertThat(check("large", "").exit()).isZero();
    int usual = (int) Duration.ofNanos(System.nanoTime() - begun).toMillis();
    for (int round = 0; round < 12; round++) {
      Program.shell(
          "timeout -s KILL %s %s -o json=%s"
              .formatted(random.nextInt(100, usual * 3 / 2) / 1000.0, run.check("large"), report));
      String text = Files.readString(report);
      boolean old = text.equals(OLD);
      assertThat(old || isWhole(report)).as("seed " + seed + ": " + text).isTrue();
      ends.add(old ? "old" : "new");
    }
    System.out.println("seed " + seed + ": " + ends);
  }

  @Test
  @DisplayName("C03: two runs at once write one whole report")
  void twoRunsAtOnceLeaveOneWholeReport() throws Exception {
    String words = run.check("large") + " -o json=" + folder + "/report.json >/dev/null";
    Program.Result result = Program.shell("%1$s & first=$!; %1$s && wait $first".formatted(words));

    assertThat(result.exit()).as(result.stderr()).isZero();
    assertThat(isWhole(folder.resolve("report.json"))).isTrue();
    assertThat(files(folder)).filteredOn(name -> name.startsWith(".")).isEmpty();
  }

  @Test
  @DisplayName(
      "C11: stopped for seconds in the middle: the run goes on, and what ran out of time is unknown")
  void aStoppedRunGoesOnAndEnds() throws Exception {
    run.policy("slow", 1, "touch %s/begun; sleep 1".formatted(folder));
    Process process = start("exec " + run.check("slow") + " --host-timeout 2s --format json");
    await(folder.resolve("begun"), process);
    signal(process, "STOP");
    Program.shell("sleep 4");
    signal(process, "CONT");

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    // the host's own process was not stopped: what it said in time may be read late, or its time is
    // over
    assertThat(process.exitValue()).as(run.text("err")).isIn(0, 4);
    assertThat(new ObjectMapper().readTree(run.text("out")).at("/run/exit").asInt())
        .isEqualTo(process.exitValue());
  }

  private static void await(Path file, Process process) {
    while (Files.notExists(file)) {
      assertThat(process.isAlive()).isTrue();
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static void signal(Process process, String name) throws Exception {
    assertThat(new ProcessBuilder("kill", "-s", name, "" + process.pid()).start().waitFor())
        .isZero();
  }

  private Process start(String line) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", line)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().put("DRIFTLINE", Program.LAUNCHER.toString());
    return builder.start();
  }
}
