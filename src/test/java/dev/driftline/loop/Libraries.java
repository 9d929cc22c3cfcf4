package dev.driftline.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The jars of the tests' class path. Maven is asked once for each `pom.xml`; the answer is kept in the loop's folder.
record Libraries(Path root, Path pom) {

  List<Path> jars() throws IOException, InterruptedException, Stop {
    Path answer = root.resolve("jars");
    Path key = root.resolve("jars.pom");
    String hash = Hash.of(Files.readAllBytes(pom));
    if (Files.exists(key) && Files.readString(key).equals(hash)) {
      List<Path> jars = read(answer);
      if (jars.stream().allMatch(Files::isRegularFile)) {
        return jars;
      }
    }
    Files.deleteIfExists(key);
    say("asking Maven for the class path, once for this pom.xml");
    maven("dependency:build-classpath", "-Dmdep.includeScope=test", "-Dmdep.outputFile=" + answer);
    Files.writeString(key, hash);
    return read(answer);
  }

  private static List<Path> read(Path answer) throws IOException {
    return Stream.of(Files.readString(answer).strip().split(java.io.File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  /// Runs Maven with the JDK and the options that the script has found.
  static void maven(String... arguments) throws IOException, InterruptedException, Stop {
    List<String> command = new ArrayList<>(List.of("mvn", "-q", "-B", "--no-transfer-progress"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .inheritIO()
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
    int exit = builder.start().waitFor();
    if (exit != 0) {
      throw new Stop(
          "Maven ended with %d; it was asked: %s".formatted(exit, String.join(" ", command)));
    }
  }

  static void say(String what) {
    System.err.println("bin/test: " + what);
  }
}
