package dev.driftline.cases;

import dev.driftline.source.SourceFile;
import dev.driftline.source.YamlNode.Scalar;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// A file of cases.
///
/// @param policy whose checks are tried
/// @param today  the day that waivers see; the present day if it is not given
public record CasesFile(
    SourceFile source, Scalar policy, Optional<LocalDate> today, List<CaseTest> tests) {

  public CasesFile {
    tests = List.copyOf(tests);
  }
}
