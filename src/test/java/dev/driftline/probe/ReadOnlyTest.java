package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.table.Question;
import dev.driftline.probe.fds.FdsProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Needs the Debian package strace: every system call of the script's shell and of all it starts is looked at.
@Tag("host")
class ReadOnlyTest {

  private static final Pattern CHANGES =
      Pattern.compile(
          "\\b(?:unlink|unlinkat|rename|renameat2?|link|linkat|symlink|symlinkat|mkdir|mkdirat|rmdir|mknod|mknodat"
              + "|chmod|fchmod|fchmodat|chown|fchown|lchown|fchownat|truncate|ftruncate|setxattr|utimensat|mount"
              + "|tkill|tgkill|ptrace)\\(");
  private static final Pattern WRITES =
      Pattern.compile("O_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND|TMPFILE)");
  private static final Pattern SIGNALS = Pattern.compile("\\bkill\\((?!.*, 0\\))");

  /// Each is put to this machine under strace.
  static final List<Question> QUESTIONS =
      List.of(
          new Question("host"),
          new Question("processes"),
          new Question("fds", Map.of("descriptors", "0,1,2")),
          new Question("fds"),
          new Question("sockets"),
          new Question("sockets", Map.of("ports", "1")),
          new Question("libraries"),
          new Question("libraries", Map.of("ports", "22,3306", "processes", "java")));

  @TestFactory
  Stream<DynamicTest> onlyReads() {
    return QUESTIONS.stream()
        .map(question -> DynamicTest.dynamicTest(question.toString(), () -> trace(question)));
  }

  /// Whoever opens one may wait for ever.
  @Test
  void aFifoIsNotOpened() throws IOException {
    Path folder = Files.createTempDirectory("driftline-fifo");
    Path fifo = folder.resolve("fifo");
    try (Children children = new Children()) {
      Children.run("mkfifo", fifo.toString());
      children.start("sh", "-c", "exec 2<>%s; echo ready; read -r line".formatted(fifo));

      for (Question question : List.of(new Question("fds"), new Question("libraries"))) {
        assertThat(calls(question)).noneMatch(line -> line.matches(".*open\\w*\\(.*/fifo\".*"));
      }
      assertThat(AnswerText.of(LocalRun.answer(new FdsProbe(), new Question("fds"))))
          .contains(fifo.toString());
    } finally {
      Files.deleteIfExists(fifo);
      Files.delete(folder);
    }
  }

  private static void trace(Question question) throws IOException {
    List<String> calls = calls(question);
    assertThat(calls)
        .as("the trace holds the script's reading")
        .anyMatch(line -> line.contains("/proc"));
    assertThat(calls)
        .filteredOn(line -> !line.contains("+++") && !line.contains("---"))
        .noneMatch(line -> CHANGES.matcher(line).find())
        .noneMatch(line -> SIGNALS.matcher(line).find())
        .noneMatch(ReadOnlyTest::opensForWriting);
  }

  private static List<String> calls(Question question) throws IOException {
    Path log = Files.createTempFile("driftline-strace", ".log");
    try {
      LocalRun.in("strace", "-f", "-qq", "-o", log.toString(), "/bin/sh", "-s")
          .record(Probes.find(question.probe()).orElseThrow(), question);
      return Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1);
    } finally {
      Files.delete(log);
    }
  }

  private static boolean opensForWriting(String line) {
    return line.contains("open") && WRITES.matcher(line).find() && !line.contains("\"/dev/null\"");
  }
}
