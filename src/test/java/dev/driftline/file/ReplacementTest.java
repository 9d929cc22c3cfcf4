package dev.driftline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files that are replaced, in folders of others too.
@Timeout(120)
class ReplacementTest {

  private static final int ROUNDS = 2000;

  @TempDir private Path temporary;
  private Path folder;
  private Path file;

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectory(temporary.resolve("folder"));
    file = folder.resolve("report");
  }

  private static void write(Path file, String text) throws IOException {
    try (Replacement replacement = Replacement.at(file)) {
      write(replacement, text);
    }
  }

  private static void write(Replacement replacement, String text) throws IOException {
    replacement.write(stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void mode(Path path, String mode) throws Exception {
    assertThat(new ProcessBuilder("chmod", mode, path.toString()).start().waitFor()).isZero();
  }

  private static void owner(Path path, int uid) throws IOException {
    Files.setAttribute(path, "unix:uid", uid, java.nio.file.LinkOption.NOFOLLOW_LINKS);
  }

  private static Stream<Path> in(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList().stream();
    }
  }

  @Test
  void aFileIsReplacedAndClosedToOthers() throws IOException {
    Files.writeString(file, "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    write(file, "new");

    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(in(folder)).containsExactly(file);
  }

  @Test
  void whatFailsLeavesTheOldFileAndNothingElse() throws IOException {
    Files.writeString(file, "old");

    try (Replacement replacement = Replacement.at(file)) {
      assertThatThrownBy(() ->
              replacement.write(stream -> {
                stream.write('x');
                throw new IOException("no more");
              }))
          .hasMessage("no more");
    }

    assertThat(file).hasContent("old");
    assertThat(in(folder)).containsExactly(file);
  }

  @ParameterizedTest(name = "mode {0}, uid {1}")
  @CsvSource({"755,0", "775,0", "2775,0", "1777,0", "1777,61234", "755,61234", "775,61234"})
  void aFolderOfAnotherUserOrGroupAndAStickyOneAreTaken(String mode, int uid) throws Exception {
    owner(folder, uid);
    mode(folder, mode);

    write(file, "new");

    assertThat(file).hasContent("new");
  }

  @ParameterizedTest(name = "mode {0}, uid {1}")
  @CsvSource({"777,0", "702,0", "777,61234"})
  void aFolderInWhichEverybodyMayExchangeFilesIsRefused(String mode, int uid) throws Exception {
    owner(folder, uid);
    mode(folder, mode);

    assertThatThrownBy(() -> Replacement.at(file))
        .hasMessage(
            "everybody may exchange files in %s: chmod o-w or chmod +t it, or write elsewhere"
                .formatted(folder));
    assertThat(in(folder)).isEmpty();
  }

  @Test
  void aFolderIsReachedByLinksOfThisUserAndRootOnly() throws IOException {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), Path.of("folder"));

    write(link.resolve("report"), "new");
    assertThat(file).hasContent("new");

    owner(link, 61234);
    assertThatThrownBy(() -> Replacement.at(link.resolve("report")))
        .hasMessage("is reached by a link of another user, " + link);
  }

  @Test
  void aLinkInPlaceOfTheFileIsRefused() throws IOException {
    Path victim = Files.writeString(temporary.resolve("victim"), "mine");
    Files.createSymbolicLink(file, victim);

    assertThatThrownBy(() -> Replacement.at(file)).hasMessage("is not a regular file");
    assertThat(victim).hasContent("mine");
  }

  @Test
  void anotherFolderInItsPlaceIsNotWrittenTo() throws IOException {
    try (Replacement replacement = Replacement.at(file)) {
      Files.move(folder, temporary.resolve("aside"));
      Files.createDirectory(folder);

      assertThatThrownBy(() -> write(replacement, "new"))
          .hasMessage("another folder has taken the place of " + folder);
    }
    assertThat(in(folder)).isEmpty();
    assertThat(in(temporary.resolve("aside"))).isEmpty();
  }

  /// The racer owns the folder. It puts links to a file of root in place of whatever it finds, of the report, and of
  /// the folder itself.
  @Test
  void noRacerInTheFolderMakesAnotherFileBeWritten() throws IOException {
    long seed = Long.getLong("driftline.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    Path victim = Files.writeString(elsewhere.resolve("victim"), "mine");
    Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rw-------"));
    Object before = Files.readAttributes(victim, "unix:ino,lastModifiedTime,size,ctime");
    owner(folder, 61234);
    Path link = Files.createSymbolicLink(temporary.resolve("link"), elsewhere);
    owner(link, 61234);
    TreeMap<String, Integer> ends = new TreeMap<>();

    try (Racer racer =
        new Racer(() -> plant(folder, victim), () -> exchange(random.nextInt(64), link))) {
      for (int round = 0; round < ROUNDS; round++) {
        try {
          write(file, "report");
          ends.merge("written", 1, Integer::sum);
        } catch (IOException e) {
          ends.merge(
              String.valueOf(e.getMessage()).replaceFirst("(?:/|\\.report).*", "…"),
              1,
              Integer::sum);
        }
      }
      ends.put("turns of the racer", (int) racer.turns());
    }

    System.out.println(ends);
    assertThat(ends.get("written")).as("seed " + seed).isPositive();
    assertThat(victim).hasContent("mine");
    assertThat(Files.readAttributes(victim, "unix:ino,lastModifiedTime,size,ctime"))
        .as("seed " + seed)
        .isEqualTo(before);
    assertThat(in(elsewhere)).as("seed " + seed).containsExactly(victim);
  }

  private static void plant(Path folder, Path victim) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        Files.deleteIfExists(entry);
        Files.createSymbolicLink(entry, victim);
        Files.deleteIfExists(entry);
      }
    } catch (IOException | java.io.UncheckedIOException _) {
      // the writer was there first
    }
  }

  /// Now and then the folder is a link to root's for a moment.
  private void exchange(int turn, Path link) throws IOException {
    if (turn == 0) {
      Path aside = temporary.resolve("aside");
      Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
      Files.move(link, folder, StandardCopyOption.ATOMIC_MOVE);
      Files.move(folder, link, StandardCopyOption.ATOMIC_MOVE);
      Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
