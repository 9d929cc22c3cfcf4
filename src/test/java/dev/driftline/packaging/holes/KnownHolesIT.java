package dev.driftline.packaging.holes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every jar of the package against the list of known holes. What was found of each stands in `target/known-holes.txt`.
class KnownHolesIT {

  private static final Path LIB = Path.of("target/driftline/lib");
  private static final Path LISTS = Path.of("src/main/package");

  @Test
  void nothingThatIsShippedHasAKnownHoleThatConcernsIt() throws IOException {
    KnownHoles holes =
        KnownHoles.of(
            Files.readAllLines(LISTS.resolve("known-holes.txt")),
            Files.readAllLines(LISTS.resolve("known-holes-exceptions.txt")));
    List<Shipped> shipped = Shipped.in(LIB, holes.artifacts());

    KnownHoles.Verdict verdict = holes.over(shipped, LocalDate.now(ZoneOffset.UTC));

    Files.write(Path.of("target/known-holes.txt"), verdict.lines());
    assertThat(shipped).as("jars, and what is inside jinjava").hasSizeGreaterThan(20);
    assertThat(verdict.problems()).isEmpty();
  }
}
