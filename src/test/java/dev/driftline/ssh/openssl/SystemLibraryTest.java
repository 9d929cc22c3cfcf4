package dev.driftline.ssh.openssl;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.JSch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemLibraryTest {

  @TempDir Path folder;

  /// Prints which libcrypto this process has mapped.
  static final class Mapped {

    private Mapped() {}

    public static void main(String[] arguments) throws IOException {
      String version = OpenSsl.version().orElse("none");
      List<String> files =
          Files.readAllLines(Path.of("/proc/self/maps")).stream()
              .filter(line -> line.contains("libcrypto"))
              .map(line -> line.substring(line.indexOf('/')))
              .distinct()
              .toList();
      System.out.println(version + " " + files);
    }
  }

  private static Path systems() {
    return SystemLibrary.candidates().findFirst().orElseThrow();
  }

  @Test
  void isNotTheOneOfTheWorkingFolder() throws Exception {
    Files.copy(systems(), folder.resolve("libcrypto.so.3"));
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                Mapped.class.getName())
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("LD_LIBRARY_PATH", ":/x");

    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(said).isEqualTo(OpenSsl.version().orElseThrow() + " [" + systems() + "]\n");
  }

  private static String classPath() {
    return Stream.of(Mapped.class, OpenSsl.class, JSch.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
        .collect(Collectors.joining(":"));
  }

  @Test
  void isRootsAlone() throws Exception {
    assertThat(SystemLibrary.trusted(systems())).contains(systems());
    assertThat(SystemLibrary.trusted(Path.of("/nowhere/libcrypto.so.3"))).isEmpty();
    assertThat(SystemLibrary.trusted(Files.createFile(folder.resolve("libcrypto.so.3"))))
        .as("in a folder where others may write")
        .isEmpty();
  }
}
