package dev.driftline.loop;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `bin/test NAME…`: compiles what has changed and runs the tests that are named. The shell starts this file as a
/// source program, so it needs nothing but the JDK, and only the classes of its own package.
///
/// Everything it makes is below `target/loop`, which Maven does not look at, but for the packaged program. Two loops in
/// one checkout wait for each other.
final class Loop {

  private static final Path ROOT = Path.of("target/loop");
  // ArchUnit takes what is below a folder `out/test` for tests, as it does Maven's
  // `target/test-classes`.
  private static final Path CLASSES = ROOT.resolve("out");
  private static final Path POM = Path.of("pom.xml");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Path LIB = Path.of("target/driftline/lib");

  // By name: it needs JUnit, which is not on the class path of a source program.
  private static final String TEST_RUN = "dev.driftline.loop.TestRun";

  private final Pom pom;
  private final List<Path> jars;

  private Loop(Pom pom, List<Path> jars) {
    this.pom = pom;
    this.jars = jars;
  }

  /// `NAME… [-DPROPERTY=VALUE…]`, or `--run CLASS ARGUMENT…` to run a program of the test sources.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try {
      System.exit(locked(List.of(arguments)));
    } catch (Stop e) {
      Libraries.say(String.valueOf(e.getMessage()));
      System.exit(1);
    }
  }

  private static int locked(List<String> arguments) throws IOException, InterruptedException, Stop {
    Files.createDirectories(CLASSES);
    try (FileChannel file =
            FileChannel.open(
                ROOT.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = lock(file)) {
      Loop loop = new Loop(Pom.read(POM), new Libraries(ROOT, POM).jars());
      return arguments.getFirst().equals("--run")
          ? loop.program(arguments.subList(1, arguments.size()))
          : loop.tests(arguments);
    }
  }

  private static FileLock lock(FileChannel file) throws IOException {
    FileLock lock = file.tryLock();
    if (lock != null) {
      return lock;
    }
    Libraries.say("waiting for another bin/test in this checkout");
    return file.lock();
  }

  private int tests(List<String> arguments) throws IOException, InterruptedException, Stop {
    List<String> properties = arguments.stream().filter(word -> word.startsWith("-D")).toList();
    List<String> names = arguments.stream().filter(word -> !word.startsWith("-D")).toList();
    List<String> chosen = ChosenTests.of(names, TESTS);
    compile();
    if (ChosenTests.needProgram(chosen)) {
      new PackagedProgram(LIB, ROOT, pom, POM).refresh(main().classes(), jars);
    }
    List<String> words = new ArrayList<>(List.of(TEST_RUN));
    words.addAll(chosen);
    return java(properties, words);
  }

  private int program(List<String> words) throws IOException, InterruptedException, Stop {
    compile();
    return java(List.of(), words);
  }

  private void compile() throws IOException, Stop {
    ClassFolder.Outcome main = main().update("");
    ClassFolder.Outcome test = test().update(main.visible());
    Libraries.say("compiled %s in main, %s in test".formatted(main.done(), test.done()));
  }

  private ClassFolder main() {
    return new ClassFolder(CLASSES, "main", pom.mainSources(), pom.mainResources(), jars);
  }

  private ClassFolder test() {
    return new ClassFolder(
        CLASSES,
        "test",
        List.of(TESTS),
        List.of(new Resources(Path.of("src/test/resources"), List.of())),
        Stream.concat(Stream.of(main().classes()), jars.stream()).toList());
  }

  /// Runs a class of the tests as Maven would, and gives its exit code.
  private int java(List<String> properties, List<String> words)
      throws IOException, InterruptedException {
    String path =
        Stream.concat(Stream.of(test().classes(), main().classes()), jars.stream())
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command =
        new ArrayList<>(
            List.of(System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1"));
    command.addAll(pom.testOptions());
    command.addAll(properties);
    command.addAll(List.of("-cp", path));
    command.addAll(words);
    Process process = new ProcessBuilder(command).inheritIO().start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return process.waitFor();
  }
}
