package dev.driftline.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `target/driftline`, which `bin/driftline` and the tests of the packaged program start: Maven's jars, and ours made
/// of the loop's classes. Without the class-data archive, which fits one `driftline.jar` only, the program starts a
/// little more slowly. Maven makes both anew whenever it packages.
record PackagedProgram(Path lib, Path root, Pom pom, Path pomFile) {

  void refresh(Path classes, List<Path> jars) throws IOException, InterruptedException, Stop {
    copyLibraries();
    deleteFiles(lib, ".jsa");
    Path manifest = root.resolve("manifest");
    Files.writeString(manifest, manifest(jars));
    Path made = root.resolve("driftline.jar");
    ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
    int exit =
        jar.run(
            System.out,
            System.err,
            "--create",
            "--no-compress",
            "--file",
            made.toString(),
            "--manifest",
            manifest.toString(),
            "-C",
            classes.toString(),
            ".");
    if (exit != 0) {
      throw new Stop("could not make " + made);
    }
    Files.move(
        made, lib.resolve("driftline.jar"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private void copyLibraries() throws IOException, InterruptedException, Stop {
    Path key = root.resolve("lib.pom");
    String hash = Hash.of(Files.readAllBytes(pomFile));
    if (Files.isDirectory(lib) && Files.exists(key) && Files.readString(key).equals(hash)) {
      return;
    }
    Files.deleteIfExists(key);
    deleteFiles(lib, ".jar");
    Libraries.say("asking Maven for the program's jars, once for this pom.xml");
    Libraries.maven("dependency:copy-dependencies@lib", "dependency:copy-dependencies@demo");
    Files.writeString(key, hash);
  }

  private static void deleteFiles(Path folder, String end) throws IOException {
    for (Path file : new Resources(folder, List.of("**/*" + end)).files()) {
      Files.delete(file);
    }
  }

  /// Names the jars in the order of the class path, as Maven's does.
  private String manifest(List<Path> jars) throws IOException {
    List<String> shipped;
    try (Stream<Path> files = Files.walk(lib)) {
      shipped = files.map(Path::getFileName).map(String::valueOf).toList();
    }
    String path =
        jars.stream()
            .map(Path::getFileName)
            .map(String::valueOf)
            .filter(shipped::contains)
            .collect(Collectors.joining("\n  "));
    return """
    Implementation-Title: driftline
    Implementation-Version: %s
    Class-Path: %s
    """
        .formatted(pom.version(), path);
  }
}
