package dev.driftline.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which test classes a person means by a name: `FooTest`, `dev.driftline.pair.FooTest`, or with `*` for any text
/// (`Yaml*Test`, `dev.driftline.pair.*`).
final class ChosenTests {

  private ChosenTests() {}

  /// Full names of classes, in the order they were named.
  static List<String> of(List<String> names, Path sources) throws IOException, Stop {
    List<String> all = testClasses(sources);
    Set<String> chosen = new LinkedHashSet<>();
    for (String name : names) {
      List<String> found = all.stream().filter(type -> isMeant(name, type)).toList();
      if (found.isEmpty()) {
        throw new Stop("there is no test \"%s\" below %s".formatted(name, sources));
      }
      chosen.addAll(found);
    }
    return List.copyOf(chosen);
  }

  /// A test is a class that Maven takes for one by its name.
  private static List<String> testClasses(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .map(file -> sources.relativize(file).toString())
          .filter(file -> file.endsWith("Test.java") || file.endsWith("IT.java"))
          .map(file -> file.substring(0, file.length() - ".java".length()).replace('/', '.'))
          .sorted()
          .toList();
    }
  }

  private static boolean isMeant(String name, String type) {
    Pattern pattern = Pattern.compile("\\Q" + name.replace("*", "\\E.*\\Q") + "\\E");
    String simple = type.substring(type.lastIndexOf('.') + 1);
    return pattern.matcher(type).matches() || pattern.matcher(simple).matches();
  }

  static boolean needProgram(List<String> chosen) {
    return chosen.stream().anyMatch(name -> name.endsWith("IT"));
  }
}
