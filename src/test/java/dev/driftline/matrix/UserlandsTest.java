package dev.driftline.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /// The probes whose answers do not depend on the files of a root file system.
  private static final Set<String> OF_PROCESSES = Set.of("processes", "fds", "sockets", "command");

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
    return same("sh", "dash", "bash", "busybox", "mksh");
  }

  /// A shell that does not do what the halves need is refused by its name, before any question is asked.
  @TestFactory
  Stream<DynamicTest> aShellThatIsNotSupportedIsNamed() throws Exception {
    Map<String, String> why =
        Map.of(
            "yash", "its /bin/sh is yash, which does not run the script as it should",
            "ksh93", "its /bin/sh is ksh93, which does not run the script as it should",
            "zsh", "its /bin/sh is zsh, which does not run the script as it should",
            "posh", "/bin/sh: /bin/sh: -s: unknown option");
    Map<String, Future<List<String>>> running = new LinkedHashMap<>();
    why.forEach((shell, words) ->
        running.put("sh of " + shell, hosts.start(host -> notRefused(host, shell, words))));
    return HostPool.tests(running);
  }

  private static List<String> notRefused(KnownHost host, String shell, String why)
      throws Exception {
    List<String> wrong = new ArrayList<>();
    ToolFault other = new ToolFault("sh", REAL + shell, 0);
    for (Part part : Part.all()) {
      List<String> said = host.different(part, other);
      // a question alone is asked by a test's own reader, which does not know why the script ended
      String words = part.equals(Part.CHECKS) ? why : "unknown: the script ended before";
      if (said.isEmpty() || !said.stream().allMatch(text -> text.contains(words))) {
        wrong.add(part + ": " + said);
      }
    }
    return wrong;
  }

  @TestFactory
  Stream<DynamicTest> everyLsGivesTheSameAnswers() throws Exception {
    return same("ls", "busybox");
  }

  @TestFactory
  Stream<DynamicTest> everyUserlandGivesTheSameAnswers() throws Exception {
    return same(COREUTILS, "busybox");
  }

  @TestFactory
  Stream<DynamicTest> noLocaleOfTheAccountChangesAnAnswer() {
    Map<String, Future<List<String>>> running = new LinkedHashMap<>();
    for (String language : List.of("de_DE", "tr_TR", "ja_JP")) {
      running.put(language, hosts.start(host -> inLocale(host, language)));
    }
    return HostPool.tests(running);
  }

  private static List<String> inLocale(KnownHost host, String language) throws Exception {
    String name = language + ".UTF-8";
    host.host()
        .inside(
            """
            mkdir -p /run/matrix/locale
            [ -d /run/matrix/locale/%1$s ] ||
              localedef --no-archive -i %2$s -f UTF-8 /run/matrix/locale/%1$s
            [ "$(LOCPATH=/run/matrix/locale LC_ALL=%1$s locale charmap)" = UTF-8 ]
            """
                .formatted(name, language));
    return host.by("env", "LOCPATH=/run/matrix/locale", "LANG=" + name, "LC_ALL=" + name)
        .different(ToolFault.NONE);
  }

  /// Root file systems of other releases, made by `src/test/matrix/userlands.sh`, look at the processes of the host.
  @TestFactory
  Stream<DynamicTest> everyReleaseGivesTheSameTables() throws Exception {
    String folder = System.getProperty("driftline.suites", "");
    Map<String, Future<List<String>>> running = new LinkedHashMap<>();
    if (!folder.isEmpty()) {
      try (Stream<Path> suites = Files.list(Path.of(folder))) {
        for (Path suite : suites.sorted().toList()) {
          running.put(suite.toString(), hosts.start(host -> inRelease(host, suite)));
        }
      }
    }
    return HostPool.tests(running);
  }

  private static List<String> inRelease(KnownHost host, Path suite) throws Exception {
    host.host()
        .inside("mount --rbind /proc %1$s/proc; mount --rbind /sys %1$s/sys".formatted(suite));
    KnownHost inside = host.by("chroot", suite.toString());
    List<String> different = new ArrayList<>();
    for (Part part : Part.all()) {
      if (part.question().filter(question -> OF_PROCESSES.contains(question.probe())).isPresent()) {
        different.addAll(inside.different(part, ToolFault.NONE));
      }
    }
    return different;
  }

  /// The ls of toybox prints names as they are, whatever it is told. That of this release of uutils puts some of them
  /// in quotes. What it changed so is unread.
  @TestFactory
  Stream<DynamicTest> nobodyForgesADescriptorWhereLsIsNoneOfOurs() throws Exception {
    Map<String, Future<List<String>>> running = new LinkedHashMap<>();
    for (String program : List.of("toybox", "coreutils")) {
      for (Part part : Part.all()) {
        String tools = program.equals("coreutils") ? COREUTILS : "ls";
        ToolFault other = new ToolFault(tools, REAL + program, 0);
        running.put(program + ", " + part, hosts.start(host -> host.wrong(part, other)));
      }
    }
    return HostPool.tests(running);
  }

  private static Stream<DynamicTest> same(String tools, String... programs) {
    Map<String, Future<List<String>>> running = new LinkedHashMap<>();
    for (String program : programs) {
      assertThat(Path.of("/usr/bin", program)).isExecutable();
      ToolFault other = new ToolFault(tools, REAL + program, 0);
      running.put(tools + " of " + program, hosts.start(host -> host.different(other)));
    }
    return HostPool.tests(running);
  }
}
