package dev.driftline.cases;

import dev.driftline.model.Verdict;
import dev.driftline.model.table.Answer;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode.Scalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One case: what hosts say, and what follows.
///
/// @param name     a sentence
/// @param hosts    by name, in the order of the file
/// @param expected the results that are compared; the others of the policy are not
public record CaseTest(String name, List<Given> hosts, List<Expected> expected) {

  public CaseTest {
    hosts = List.copyOf(hosts);
    expected = List.copyOf(expected);
  }

  /// What one host says.
  ///
  /// @param facts   a file of facts that has the answers of a host with this name; then there are no tables
  /// @param answers by table. A table that is not given was not asked
  public record Given(String host, Optional<Scalar> facts, Map<String, Answer> answers) {

    public Given {
      answers = Map.copyOf(answers);
    }
  }

  /// A result that must come out.
  ///
  /// @param findings the subjects of all findings, in any order
  public record Expected(
      Scalar check, Scalar host, Verdict verdict, List<Scalar> findings, SourceLocation at) {

    public Expected {
      findings = List.copyOf(findings);
    }
  }
}
