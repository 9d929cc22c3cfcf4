package dev.driftline.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/dependencies.md` lists the jars of the class path, and no other, with their sizes.
class DependenciesTest {

  private static final Path PAGE = Path.of("docs/dependencies.md");
  private static final Pattern LINE =
      Pattern.compile("(?m)^\\| `([^`]+\\.jar)` \\| ([0-9,]+) \\| \\S.* \\|$");

  @Test
  void thePageListsTheJarsOfTheClassPathWithTheirSizes() throws IOException {
    String page = Files.readString(PAGE);
    int benchmark = page.indexOf("## For the benchmark only");
    assertThat(benchmark).isPositive();
    Map<String, Long> always = listed(page.substring(0, benchmark));
    Map<String, Long> some = listed(page.substring(benchmark));
    Map<String, Long> real = real();
    if (!Collections.disjoint(real.keySet(), some.keySet())) {
      always.putAll(some);
    }
    assertThat(always).isEqualTo(real);
  }

  private static Map<String, Long> listed(String page) {
    Map<String, Long> jars = new TreeMap<>();
    Matcher line = LINE.matcher(page);
    while (line.find()) {
      long bytes = Long.parseLong(line.group(2).replace(",", ""));
      assertThat(jars.put(line.group(1), bytes)).as(line.group(1)).isNull();
    }
    return jars;
  }

  /// What Maven gave to the tests; its own runner puts a jar of its own before it.
  private static Map<String, Long> real() throws IOException {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    Map<String, Long> jars = new TreeMap<>();
    for (String entry : path.split(File.pathSeparator, -1)) {
      if (entry.endsWith(".jar")) {
        Path jar = Path.of(entry);
        jars.put(String.valueOf(jar.getFileName()), Files.size(jar));
      }
    }
    return jars;
  }
}
