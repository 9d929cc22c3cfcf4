package dev.driftline.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// A host with other tools of the same names gives the same tables and the same verdicts as with Debian's own.
///
/// The host has an ordinary user who tries to forge a descriptor: see `src/test/matrix/host.sh`.
@Tag("fleet")
class UserlandsTest {

  private static final String REAL = "/run/matrix/root/usr/bin/";

  /// What the halves use of coreutils and of util-linux, so far as other userlands have it.
  private static final String COREUTILS =
      "cat,chroot,date,dd,head,id,ls,sleep,sort,stat,timeout,tr,true,tty,uname,uptime,users,wc";

  private static HostPool hosts;

  @BeforeAll
  static void prepare() throws Exception {
    hosts = HostPool.up();
  }

  @AfterAll
  static void end() throws Exception {
    if (hosts != null) {
      hosts.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> everyAwkGivesTheSameAnswers() throws Exception {
    return same("awk", "mawk", "gawk", "busybox", "original-awk");
  }

  @TestFactory
  Stream<DynamicTest> everyShellGivesTheSameAnswers() throws Exception {
    return same("sh", "dash", "bash", "busybox", "mksh", "yash", "ksh93", "posh", "zsh");
  }

  @TestFactory
  Stream<DynamicTest> everyLsGivesTheSameAnswers() throws Exception {
    return same("ls", "busybox", "coreutils");
  }

  @TestFactory
  Stream<DynamicTest> everyUserlandGivesTheSameAnswers() throws Exception {
    return same(COREUTILS, "busybox", "coreutils");
  }

  /// Its ls prints names as they are, whatever it is told.
  @TestFactory
  Stream<DynamicTest> nobodyForgesADescriptorWhereLsIsNoneOfOurs() throws Exception {
    Map<String, Future<List<String>>> running = new LinkedHashMap<>();
    for (Part part : Part.all()) {
      ToolFault other = new ToolFault("ls", REAL + "toybox", 0);
      running.put("ls of toybox, " + part, hosts.start(host -> host.wrong(part, other)));
    }
    return tests(running);
  }

  private static Stream<DynamicTest> same(String tools, String... programs) {
    Map<String, Future<List<String>>> running = new LinkedHashMap<>();
    for (String program : programs) {
      assertThat(Path.of("/usr/bin", program)).isExecutable();
      ToolFault other = new ToolFault(tools, REAL + program, 0);
      running.put(tools + " of " + program, hosts.start(host -> host.different(other)));
    }
    return tests(running);
  }

  private static Stream<DynamicTest> tests(Map<String, Future<List<String>>> running) {
    return running.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(), () -> assertThat(entry.getValue().get()).isEmpty()));
  }
}
