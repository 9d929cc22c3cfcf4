package dev.driftline.packaging.holes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/// An artefact that is shipped, in a jar of its own or inside another's.
///
/// @param artifact group and name, with a colon; `?:NAME` where no one says the group
/// @param jar      the name of the file it is in
record Shipped(String artifact, String version, String jar) {

  private static final Pattern JAR = Pattern.compile("(.+?)-([0-9][^/]*)\\.jar");
  private static final Pattern MAVEN = Pattern.compile("META-INF/maven/.+/pom\\.properties");
  private static final String OURS = "driftline.jar";

  /// All of the jars in `lib` and `lib/demo`, sorted.
  ///
  /// @param known artefacts whose group is known, for jars that Maven did not build
  static List<Shipped> in(Path lib, Set<String> known) throws IOException {
    try (Stream<Path> files = Files.walk(lib, 2)) {
      return files
          .filter(file -> file.toString().endsWith(".jar") && !file.endsWith(OURS))
          .sorted()
          .flatMap(jar -> of(jar, known).stream())
          .toList();
    }
  }

  /// What is in a jar, by its own words and by its name, which Maven gave it.
  private static List<Shipped> of(Path jar, Set<String> known) {
    String file = String.valueOf(jar.getFileName());
    Matcher name = JAR.matcher(file);
    if (!name.matches()) {
      throw new IllegalStateException("no version in the name of " + jar);
    }
    List<Shipped> inside = inside(jar, file);
    Optional<Shipped> itself =
        inside.stream().filter(it -> it.artifact().endsWith(":" + name.group(1))).findFirst();
    if (itself.isPresent() && !itself.get().version().equals(name.group(2))) {
      throw new IllegalStateException(file + " says that it is " + itself.get());
    }
    List<Shipped> all = new ArrayList<>(inside);
    if (itself.isEmpty()) {
      String artifact =
          known.stream()
              .filter(it -> it.endsWith(":" + name.group(1)))
              .findFirst()
              .orElse("?:" + name.group(1));
      all.add(new Shipped(artifact, name.group(2), file));
    }
    return all;
  }

  private static List<Shipped> inside(Path jar, String file) {
    List<Shipped> found = new ArrayList<>();
    try (JarFile open = new JarFile(jar.toFile())) {
      for (ZipEntry entry : open.stream().toList()) {
        if (MAVEN.matcher(entry.getName()).matches()) {
          Properties maven = new Properties();
          try (InputStream bytes = open.getInputStream(entry)) {
            maven.load(bytes);
          }
          found.add(
              new Shipped(
                  maven.getProperty("groupId") + ":" + maven.getProperty("artifactId"),
                  maven.getProperty("version"),
                  file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }
}
