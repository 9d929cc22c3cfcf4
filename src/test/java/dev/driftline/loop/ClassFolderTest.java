package dev.driftline.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever was changed, the folder holds the classes that compiling everything would leave.
class ClassFolderTest {

  @TempDir Path folder;

  @BeforeEach
  void writeThreeClasses() throws IOException, Stop {
    write("a/One.java", "package a; class One { static final int N = 1; int n() { return 7; } }");
    write("a/Two.java", "package a; class Two { int n = One.N + new One().n(); }");
    write("Three.java", "class Three { Runnable r = new Runnable() { public void run() {} }; }");
    write("a/some.sh", "echo");
    assertThat(update()).isEqualTo("3 files");
  }

  @Test
  void compilesNothingIfNothingChanged() throws IOException, Stop {
    write("a/some.sh", "echo");
    assertThat(update()).isEqualTo("0 of 3 files");
  }

  @Test
  void compilesAFileAloneIfOthersSeeNoDifference() throws IOException, Stop {
    write(
        "a/One.java",
        "package a; class One { static final int N = 1; int n() { return p(); } private int p() { return 8; } }");
    assertThat(update()).isEqualTo("1 of 3 files");
    assertThat(everythingIsAsIfMadeAnew()).isTrue();
  }

  @Test
  void compilesAllIfAConstantThatOthersCopyIsAnother() throws IOException, Stop {
    write("a/One.java", "package a; class One { static final int N = 2; int n() { return 7; } }");
    assertThat(update()).isEqualTo("3 files");
    assertThat(everythingIsAsIfMadeAnew()).isTrue();
  }

  @Test
  void compilesAllAgainstAnotherContext() throws IOException, Stop {
    assertThat(folder("out").update("other").done()).isEqualTo("3 files");
  }

  @Test
  void leavesNoClassOfADeletedFile() throws IOException, Stop {
    Files.delete(folder.resolve("src/Three.java"));
    assertThat(update()).isEqualTo("2 files");
    assertThat(files("out")).containsExactly("a/One.class", "a/Two.class", "a/some.sh");
  }

  @Test
  void leavesNoAnonymousClassThatIsGone() throws IOException, Stop {
    write("Three.java", "class Three { Runnable r = () -> {}; }");
    assertThat(update()).isEqualTo("1 of 3 files");
    assertThat(files("out")).doesNotContain("Three$1.class");
    assertThat(everythingIsAsIfMadeAnew()).isTrue();
  }

  @Test
  void leavesNoResourceThatIsGone() throws IOException, Stop {
    write("b/some.sh", "echo");
    update();
    assertThat(folder.resolve("out/b/some.sh")).exists();
    Files.delete(folder.resolve("src/b/some.sh"));
    assertThat(update()).isEqualTo("0 of 3 files");
    assertThat(folder.resolve("out/b")).as("a test may list folders").doesNotExist();
  }

  @Test
  void saysWhatTheCompilerSaysUntilItIsMended() throws IOException, Stop {
    write("a/One.java", "package a; class One { static final int N = 1; }");
    for (int run = 0; run < 2; run++) {
      assertThatThrownBy(this::update)
          .isInstanceOf(Stop.class)
          .hasMessageContaining("Two.java:1: error: cannot find symbol");
    }
    write("a/Two.java", "package a; class Two { int n = One.N; }");
    assertThat(update()).isEqualTo("3 files");
    assertThat(everythingIsAsIfMadeAnew()).isTrue();
  }

  private boolean everythingIsAsIfMadeAnew() throws IOException, Stop {
    folder("anew").update("");
    assertThat(files("out")).isEqualTo(files("anew"));
    for (String file : files("anew")) {
      assertThat(folder.resolve("out").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("anew").resolve(file));
    }
    return true;
  }

  private String update() throws IOException, Stop {
    return folder("out").update("").done();
  }

  private ClassFolder folder(String name) {
    Path sources = folder.resolve("src");
    Resources scripts = new Resources(sources, List.of("**/*.sh"));
    return new ClassFolder(folder, name, List.of(sources), List.of(scripts), List.of());
  }

  private List<String> files(String name) throws IOException {
    Path root = folder.resolve(name);
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve("src").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
