package dev.driftline.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.table.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every tool of every shell half fails in every way, and each answer and each verdict is the truth, or unknown.
///
/// The short form breaks all calls of a tool at once, for the checks in three ways and for each question in all ways.
/// `-Ddriftline.matrix=full` breaks the checks in all ways, too, and each single call, and takes away the tools that
/// are called only where another one is not there.
@Tag("fleet")
class ToolFaultsTest {

  private static final boolean FULL = "full".equals(System.getProperty("driftline.matrix"));

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

  @Test
  void theTruthIsKnownAndTheSameTwice() throws Exception {
    assertThat(hosts.start(host -> host.different(ToolFault.NONE)).get()).isEmpty();
    assertThat(hosts.start(KnownHost::answers).get().values())
        .allMatch(Answer.Observed.class::isInstance);
  }

  @Test
  void eachWordThatIsNoToolIsStillInAHalf() throws Exception {
    assertThat(Tools.words()).containsAll(Tools.WORDS);
  }

  /// A program that is called is a tool that is made to fail.
  @Test
  void everyProgramThatIsCalledIsKnown() throws Exception {
    Set<String> called = new TreeSet<>();
    for (Part part : Part.all()) {
      called.addAll(hosts.start(host -> host.calls(part)).get().keySet());
    }
    assertThat(called).contains(Checks.PROGRAM, "awk", "ls");
    called.remove(Checks.PROGRAM);
    assertThat(Tools.all()).containsAll(called);
  }

  @TestFactory
  Stream<DynamicTest> noToolThatFailsMakesAnythingUntrue() throws Exception {
    Map<String, Future<List<String>>> running = new LinkedHashMap<>();
    for (Part part : Part.all()) {
      Map<String, Integer> calls = hosts.start(host -> host.calls(part)).get();
      for (String tool : Tools.all()) {
        // what it does is the answer of the check that runs it
        if (part.equals(Part.CHECKS) && tool.equals(Checks.PROGRAM)) {
          continue;
        }
        start(part, tool, calls.getOrDefault(tool, 0), running);
      }
    }
    return HostPool.tests(running);
  }

  @TestFactory
  Stream<DynamicTest> noLimitOfAnAccountMakesAnythingUntrue() {
    Map<String, Future<List<String>>> running = new LinkedHashMap<>();
    for (Part part : Part.all()) {
      running.put(part.toString(), hosts.start(host -> host.wrongUnderLimits(part)));
    }
    return HostPool.tests(running);
  }

  /// Starts all faults of a tool that is called so often. A tool that is called where another one is not there is
  /// started in the full form only.
  private static void start(
      Part part, String tool, int calls, Map<String, Future<List<String>>> running) {
    if (calls == 0 && FULL) {
      start(part, new ToolFault(tool, "missing", 0), running);
    }
    for (String kind : calls == 0 ? List.<String>of() : kinds(part, tool)) {
      start(part, new ToolFault(tool, kind, 0), running);
      for (int call = 1; FULL && call <= calls && calls > 1 && isOneCall(tool, kind); call++) {
        start(part, new ToolFault(tool, kind, call), running);
      }
    }
  }

  /// Noise of the programs that run a command, and that read what it says, is the command's own output for whoever
  /// looks. So is what one call of its shell does or does not, after a trial that went well.
  ///
  /// `sleep` prints nothing, so there is no half of it. And what stands in for it would leave the real one behind, for
  /// up to a second, when it is ended: a process whose output is a file of the matrix, which the next check rightly
  /// tells.
  private static List<String> kinds(Part part, String tool) {
    List<String> kinds =
        part.equals(Part.CHECKS) && !FULL ? List.of("nothing", "half", "killed") : ToolFault.KINDS;
    return switch (tool) {
      case "sh", "setsid", "dd", "setpriv", "chroot" -> without(kinds, "noise");
      case "sleep" -> without(without(kinds, "half"), "noise-after");
      default -> kinds;
    };
  }

  private static List<String> without(List<String> kinds, String beginning) {
    return kinds.stream().filter(kind -> !kind.startsWith(beginning)).toList();
  }

  private static void start(Part part, ToolFault fault, Map<String, Future<List<String>>> running) {
    running.put(fault + ", " + part, hosts.start(host -> host.wrong(part, fault)));
  }

  /// A tool that is not there is there at no call. Of the programs that start a command, one call that fails after a
  /// trial that went well is the command's own failure for whoever looks.
  private static boolean isOneCall(String tool, String kind) {
    return !List.of("sh", "setsid", "setpriv", "chroot").contains(tool)
        && !List.of("missing", "forbidden", "hangs").contains(kind);
  }
}
