package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.libraries.LibrariesProbe;
import dev.driftline.probe.packages.PackagesProbe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Real rpm and apk databases, shown to the script in a mount namespace of its own in the place of this machine's.
/// Needs root, and the Debian packages rpm, strace and util-linux.
@Tag("host")
class OtherPackageManagersTest {

  private static final List<String> NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
  private static final Pattern WRITES =
      Pattern.compile(
          "O_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND)|\\b(?:unlink|rename|mkdir|pwrite64|ftruncate)");

  private static final String APK =
      """
      C:Q1abcdefghijklmnopqrstuvwxyz0=
      P:musl
      V:1.2.4_git20230717-r4
      A:x86_64
      F:lib
      R:libc.musl-x86_64.so.1

      P:coreutils
      V:9.4-r2
      A:x86_64
      F:
      F:usr/bin
      R:sleep
      a:0:0:755

      """;

  private Path folder = Path.of("unset");

  @BeforeEach
  void makeDatabase() throws IOException {
    folder = Files.createTempDirectory("driftline-packages");
    Path script = Path.of("src/test/resources/dev/driftline/probe/rpm-database.sh");
    Children.run("sh", script.toString(), folder.toString(), "/usr/bin/sleep");
    Files.createDirectory(folder.resolve("apk"));
    Files.writeString(folder.resolve("apk/installed"), APK);
  }

  @AfterEach
  void deleteDatabase() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void readsAnRpmDatabaseAsRootAndAsAnotherUser() {
    List<String> expected =
        List.of(
            "coreutils 8.32-34.el9 epoch 0 noarch rpm",
            "glibc 2.34-100.el9~rc1 epoch 0 noarch rpm",
            "kernel-core 5.14.0-427.13.1.el9_4 epoch 0 noarch rpm",
            "kernel-core 5.14.1-427.16.1.el9_4 epoch 0 noarch rpm",
            "mariadb-connector-c 3:3.2.6-1.el9_0 epoch 3 noarch rpm");
    Question all = new Question("packages");

    assertThat(lines(rpm(List.of()).ask(new PackagesProbe(), all))).isEqualTo(expected);
    assertThat(lines(rpm(NOBODY).ask(new PackagesProbe(), all))).isEqualTo(expected);
  }

  @Test
  void rootsLookWritesNothingToAnRpmDatabase() throws IOException {
    Path log = folder.resolve("strace");
    List<String> strace = List.of("strace", "-f", "-qq", "-o", log.toString());
    Question owners = new Question("libraries", Map.of("processes", "sleep"));
    try (Children children = new Children()) {
      children.start("sh", "-c", "sleep 600 & echo $!; read -r _; kill $!");
      for (Map.Entry<Probe, Question> asked :
          Map.of(new PackagesProbe(), new Question("packages"), new LibrariesProbe(), owners)
              .entrySet()) {
        Answer answer = rpm(strace).ask(asked.getKey(), asked.getValue());

        assertThat(answer).isInstanceOf(Answer.Observed.class);
        List<String> calls = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        assertThat(calls).anyMatch(line -> line.contains("/var/lib/rpm/rpmdb.sqlite"));
        assertThat(calls)
            .filteredOn(line -> line.contains("/") && WRITES.matcher(line).find())
            .filteredOn(line -> !line.contains("\"/dev/null\"") && !line.contains("ENOENT"))
            .filteredOn(line -> !line.contains("= -1 EACCES"))
            .isEmpty();
      }
    }
    try (Stream<Path> files = Files.list(folder.resolve("db"))) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .containsExactly(".rpm.lock", "rpmdb.sqlite", "rpmdb.sqlite-shm", "rpmdb.sqlite-wal");
    }
  }

  @Test
  void aBrokenRpmDatabaseIsUnknown() throws IOException {
    Path database = folder.resolve("db/rpmdb.sqlite");
    byte[] bytes = Files.readAllBytes(database);
    java.util.Arrays.fill(bytes, 0, 4096, (byte) 'x');
    Files.write(database, bytes);
    Files.delete(folder.resolve("db/rpmdb.sqlite-wal"));
    Files.delete(folder.resolve("db/rpmdb.sqlite-shm"));

    Answer answer = rpm(List.of()).ask(new PackagesProbe(), new Question("packages"));

    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Unknown.class,
            unknown -> {
              assertThat(unknown.reason()).isEqualTo(Reason.UNSUPPORTED);
              assertThat(unknown.why()).isEqualTo("rpm ended with status 1");
              assertThat(unknown.evidence()).contains("file is not a database");
            });
  }

  @Test
  void anUnreadableRpmDatabaseIsUnknown() {
    Children.run("chmod", "600", folder.resolve("db/rpmdb.sqlite").toString());
    Question names = new Question("packages", Map.of("names", "glibc"));

    Answer answer = rpm(NOBODY).ask(new PackagesProbe(), names);

    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Unknown.class,
            unknown -> assertThat(unknown.reason()).isEqualTo(Reason.PRIVILEGE));
  }

  @Test
  void knowsTheOwnersOfFilesByRpm() throws IOException {
    assertThat(owner(rpm(List.of()))).contains("coreutils 8.32-34.el9 rpm");
  }

  @Test
  void readsAnApkDatabase() throws IOException {
    assertThat(lines(apk().ask(new PackagesProbe(), new Question("packages"))))
        .containsExactly(
            "coreutils 9.4-r2 epoch 0 x86_64 apk", "musl 1.2.4_git20230717-r4 epoch 0 x86_64 apk");
    assertThat(owner(apk())).contains("coreutils 9.4-r2 apk");
  }

  /// Without any manager's database the owner of a file is not known, rather than nobody.
  @Test
  void ownersAreUnreadWithoutADatabase() throws IOException {
    assertThat(owner(isolated("", List.of()))).isEmpty();
  }

  private static Optional<String> owner(LocalRun run) throws IOException {
    try (Children children = new Children()) {
      String pid = children.start("sh", "-c", "sleep 600 & echo $!; read -r _; kill $!");
      Answer answer =
          run.ask(new LibrariesProbe(), new Question("libraries", Map.of("processes", "sleep")));
      assertThat(answer).isInstanceOf(Answer.Observed.class);
      Row row =
          ((Answer.Observed) answer)
              .rows().stream()
                  .filter(one -> one.text("pid").equals(Optional.of(pid)))
                  .filter(one -> one.text("role").equals(Optional.of("program")))
                  .findFirst()
                  .orElseThrow();
      if (row.cell("package") instanceof Cell.Unread) {
        return Optional.empty();
      }
      return Optional.of(
          Stream.of("package", "version", "manager")
              .map(column -> row.text(column).orElse("none"))
              .collect(java.util.stream.Collectors.joining(" ")));
    }
  }

  private LocalRun rpm(List<String> before) {
    return isolated("mount --bind %s/db /var/lib/rpm\n".formatted(folder), before);
  }

  private LocalRun apk() {
    // A second layer over /usr/lib with a folder more, since this machine has none to mount on.
    return isolated(
        """
        mount -t tmpfs none /mnt
        mkdir -p /mnt/upper/apk/db /mnt/work
        cp %s/apk/installed /mnt/upper/apk/db/
        mount -t overlay overlay -o lowerdir=/usr/lib,upperdir=/mnt/upper,workdir=/mnt/work /usr/lib
        """
            .formatted(folder),
        List.of());
  }

  /// A shell that sees no database of dpkg.
  private static LocalRun isolated(String mounts, List<String> before) {
    List<String> command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c"));
    command.add("set -e\nmount -t tmpfs none /var/lib/dpkg\n" + mounts + "exec \"$@\"");
    command.add("sh");
    command.addAll(before);
    command.addAll(List.of("/bin/sh", "-s"));
    return LocalRun.in(command.toArray(String[]::new));
  }

  private static List<String> lines(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Observed.class);
    Answer.Observed observed = (Answer.Observed) answer;
    assertThat(observed.gap()).isEmpty();
    return observed.rows().stream()
        .map(row ->
            "%s %s epoch %s %s %s"
                .formatted(
                    row.text("name").orElseThrow(),
                    row.text("version").orElseThrow(),
                    row.text("epoch").orElseThrow(),
                    row.text("architecture").orElseThrow(),
                    row.text("manager").orElseThrow()))
        .sorted()
        .toList();
  }
}
