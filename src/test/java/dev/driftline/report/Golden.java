package dev.driftline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Compares a whole output with the file that shows what it should be.
final class Golden {

  private Golden() {}

  /// The actual text is left in `target/golden/`, to be looked at and, if it is right, copied.
  static void assertSame(String name, String actual) throws IOException {
    Path written = Path.of("target", "golden", name);
    Files.createDirectories(written.getParent());
    Files.writeString(written, actual);
    try (InputStream expected = Golden.class.getResourceAsStream(name)) {
      assertThat(expected)
          .as(
              "there is no src/test/resources/dev/driftline/report/%s: read %s and, if it is right, copy it there",
              name, written)
          .isNotNull();
      assertThat(actual)
          .as("%s; what was written is in %s", name, written)
          .isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
