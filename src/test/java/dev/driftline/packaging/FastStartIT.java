package dev.driftline.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Copies of the packaged program start with its class-data archive, or say with `-v` why not. Whether they do is asked
/// of the JVM, which names the place of each class that it loads.
class FastStartIT {

  private static final Path PACKAGE = Path.of("target/driftline/lib");

  /// What `archive.sh` gives the jars.
  private static final FileTime PACKAGED = FileTime.from(Instant.parse("1980-02-01T00:00:00Z"));

  private static final Map<String, String> SHOW_CLASSES =
      Map.of("DRIFTLINE_JAVA_OPTS", "-Xlog:class+load:stderr");

  @TempDir private Path folder;

  @BeforeEach
  void thePackageHasAnArchive() throws IOException {
    assertThat(archives(PACKAGE))
        .as("the archive of target/driftline; mvn package makes it")
        .hasSize(1);
  }

  @Test
  void thePackageStartsWithItsArchive() throws Exception {
    assertThat(fromArchive(Path.of("").toAbsolutePath())).isTrue();
  }

  /// The class files name the bootstrap method still, so that is looked for where it is used.
  @Test
  void noSwitchOverTypesIsLeftToTheJvm() throws Exception {
    List<String> left = new ArrayList<>();
    try (JarFile jar = new JarFile(PACKAGE.resolve("driftline.jar").toFile())) {
      for (JarEntry entry :
          jar.stream().filter(each -> each.getName().endsWith(".class")).toList()) {
        ClassModel type = ClassFile.of().parse(jar.getInputStream(entry).readAllBytes());
        if (type.methods().stream().anyMatch(FastStartIT::leavesASwitch)) {
          left.add(entry.getName());
        }
      }
    }
    assertThat(left).isEmpty();
  }

  private static boolean leavesASwitch(MethodModel method) {
    return method.code().stream()
        .flatMap(CodeModel::elementStream)
        .anyMatch(element ->
            element instanceof InvokeDynamicInstruction call
                && call.bootstrapMethod().methodName().equals("typeSwitch"));
  }

  @Test
  void aCopyWithItsTimesStartsWithItsArchiveUnderAnotherName() throws Exception {
    assertThat(fromArchive(copy("cp -R -p", "another name"))).isTrue();
  }

  @Test
  void aCopyWithNewTimesGetsThemBackAndStartsWithItsArchive() throws Exception {
    Path copy = copy("cp -R", "copy");
    Path jar = copy.resolve("lib/driftline.jar");
    assertThat(Files.getLastModifiedTime(jar)).isGreaterThan(PACKAGED);
    assertThat(fromArchive(copy)).isTrue();
    assertThat(Files.getLastModifiedTime(jar)).isEqualTo(PACKAGED);
    assertThat(verbose(copy)).isEmpty();
  }

  @Test
  void aCopyOfAnotherUserIsLeftAloneAndSaysWhyItIsSlow() throws Exception {
    assumeThat(System.getProperty("user.name"))
        .as("only root can be another user")
        .isEqualTo("root");
    Path copy = copy("cp -R", "copy");
    Launched.shell(folder, Map.of(), "chmod -R a+rX .");
    Launched version =
        Launched.shell(
            copy,
            Map.of(),
            "setpriv --reuid=65534 --regid=65534 --clear-groups bin/driftline --version -v");
    assertThat(version.stderr()).isEqualTo(slow(times(copy)));
    assertThat(Files.getLastModifiedTime(copy.resolve("lib/driftline.jar")))
        .isGreaterThan(PACKAGED);
  }

  @Test
  void otherJarsThanThePackagesKeepTheirTimesAndSaySo() throws Exception {
    Path copy = copy("cp -R", "copy");
    Files.writeString(copy.resolve("lib/driftline.cksum"), "1 2 ./driftline.jar\n");
    assertThat(fromArchive(copy)).isFalse();
    assertThat(verbose(copy)).isEqualTo(slow(times(copy)));
  }

  @Test
  void underAnotherJavaTheProgramSaysThatItHasNoArchiveForIt() throws Exception {
    Path copy = copy("cp -R -p", "copy");
    Path archive = archives(copy.resolve("lib")).getFirst();
    Files.move(archive, archive.resolveSibling("driftline-25.0.0+0.jsa"));
    assertThat(fromArchive(copy)).isFalse();
    assertThat(verbose(copy))
        .isEqualTo(
            slow(
                "there is no %s, or it may not be read. Build the package with the Java that runs it"
                    .formatted(archive)));
  }

  @Test
  void anArchiveThatTheJvmRefusesIsTold() throws Exception {
    Path copy = copy("cp -R -p", "copy");
    Path archive = archives(copy.resolve("lib")).getFirst();
    Files.writeString(archive, "no archive");
    assertThat(verbose(copy))
        .isEqualTo(
            slow(
                ("the JVM refused %s. DRIFTLINE_JAVA_OPTS=-Xlog:cds:stderr shows why; building the package"
                        + " again mends it")
                    .formatted(archive)));
  }

  private static String times(Path copy) {
    return ("the jars in %s/lib were copied without their times. Copy the package again with its times"
            + " (cp -a, rsync -a, tar), or let the owner of the copy start driftline once")
        .formatted(copy);
  }

  private static String slow(String why) {
    return "driftline: starts more slowly than it could: " + why + "\n";
  }

  /// The program with its launcher, copied by this command.
  private Path copy(String command, String name) throws IOException, InterruptedException {
    Path copy = folder.toRealPath().resolve(name);
    Files.createDirectories(copy.resolve("bin"));
    Files.copy(
        Path.of("bin/driftline"),
        copy.resolve("bin/driftline"),
        StandardCopyOption.COPY_ATTRIBUTES);
    Launched copied =
        Launched.shell(
            folder,
            Map.of(),
            "%s '%s' '%s/lib'".formatted(command, PACKAGE.toAbsolutePath(), copy));
    assertThat(copied).isEqualTo(new Launched(0, "", ""));
    return copy;
  }

  /// Whether the JVM takes the program's main class from an archive, and not from a jar.
  private static boolean fromArchive(Path home) throws IOException, InterruptedException {
    Launched launched = Launched.shell(home, SHOW_CLASSES, "bin/driftline --version");
    assertThat(launched.exit()).isZero();
    String line =
        launched
            .stderr()
            .lines()
            .filter(text -> text.contains(" dev.driftline.cli.Main source: "))
            .findFirst()
            .orElseThrow();
    return line.endsWith(" source: shared objects file");
  }

  /// What `--version -v` says on standard error.
  private static String verbose(Path home) throws IOException, InterruptedException {
    return Launched.shell(home, Map.of(), "bin/driftline --version -v").stderr();
  }

  private static List<Path> archives(Path lib) throws IOException {
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
  }
}
