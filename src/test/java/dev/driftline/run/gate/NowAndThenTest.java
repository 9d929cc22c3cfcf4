package dev.driftline.run.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.gate.plan.AssumeOptions;
import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.gate.GatePair;
import dev.driftline.model.gate.PairRule;
import dev.driftline.product.Products;
import dev.driftline.product.compat.CompatTable;
import dev.driftline.product.compat.file.TableReader;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The table of now and then: what becomes of a pair, by the rules of small tables. The server is 10.11 now and 11.4
/// then.
class NowAndThenTest {

  private static final String TABLE =
      """
      format: driftline-compat/1
      table: mysql
      products:
        mariadb: { role: server, scheme: mariadb }
        libmariadb: { role: client, scheme: connector-c }
      conditions:
        words: { ask: "which words?", needs: db-login, default: [{ server: "mariadb < 11", is: old }, { server: "mariadb >= 11", is: new }] }
      pairs: { libmariadb: [mariadb] }
      rows:
      """;

  /// A rule in short form: `id verdict range`, where the range is `now`, `then`, `always` or `usual-then`.
  private static String row(String rule) {
    String[] words = rule.strip().split(" +", -1);
    String range =
        switch (words[2]) {
          case "now" -> "\"< 11\"";
          case "then" -> "\">= 11\"";
          default -> "any";
        };
    String when = words[2].equals("usual-then") ? "\n  when: { words: new }" : "";
    String topic = words[1].equals("ok") ? "auth" : "sql";
    return """
    - id: %s
      topic: %s
      client: { libmariadb: any }
      server: { mariadb: %s }%s
      compatible: %s
      sees: It is so.
      do: Mend it.
      src: [a manual]
    """
        .formatted(words[0], topic, range, when, words[1])
        .indent(2);
  }

  private static CompatTable table(String rules) {
    String rows =
        rules.isBlank()
            ? row("other ok never").replace("any }", "\"< 1\" }")
            : List.of(rules.split(",", -1)).stream()
                .map(NowAndThenTest::row)
                .collect(Collectors.joining());
    Problems problems = new Problems();
    Optional<CompatTable> table =
        TableReader.read(new SourceFile("compat/mysql.yaml", TABLE + rows), problems);
    assertThat(problems.sorted().stream().filter(p -> p.level() == Problem.Level.ERROR))
        .as(TABLE + rows)
        .isEmpty();
    return table.orElseThrow();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // now ok
        "ok → ok                 | login ok always                                   | -     | -   | -   | 0",
        "ok → risk               | login ok always, r risk then                      | r     | -   | -   | 2",
        "ok → garbled            | login ok always, g garbled then                   | g     | -   | -   | 2",
        "ok → broken             | login ok always, b broken then                    | b     | -   | -   | 2",
        "ok → cannot be told     | login ok now                                      | -     | -   | -   | 4",
        // nothing is known now
        "nothing → ok            | login ok then                                     | -     | -   | -   | 0",
        "nothing → risk          | login ok then, r risk then                        | r     | -   | -   | 2",
        "nothing → broken        | b broken then                                     | b     | -   | -   | 2",
        "nothing → cannot        | -                                                 | -     | -   | -   | 4",
        // a risk now
        "risk → ok               | login ok always, r risk now                       | -     | -   | r   | 0",
        "risk → the same risk    | login ok always, r risk always                    | -     | r   | -   | 0",
        "risk → a new risk       | login ok always, r risk now, s risk then          | s     | -   | r   | 2",
        "risk → a heavier risk   | login ok always, r risk usual-then                | r     | -   | -   | 2",
        "risk → broken           | login ok always, r risk now, b broken then        | b     | -   | r   | 2",
        "risk → cannot be told   | login ok now, r risk now                          | -     | -   | r   | 4",
        // garbled or broken now
        "broken → ok             | login ok always, b broken now                     | -     | -   | b   | 0",
        "garbled → ok            | login ok always, g garbled now                    | -     | -   | g   | 0",
        "broken → the same       | login ok always, b broken always                  | -     | b   | -   | 0",
        "broken → a new broken   | login ok always, b broken now, c broken then      | c     | -   | b   | 2",
        "broken → broken, risk   | login ok always, b broken always, r risk always   | -     | b r | -   | 0",
        "broken → cannot         | login ok now, b broken now                        | -     | -   | b   | 4",
      })
  void aPairIsJudgedRuleByRule(
      String name, String rules, String worse, String already, String cured, int exit) {
    CompatTable table = table(rules == null ? "" : rules);
    GateFleet fleet =
        new GateFleet()
            .host("db1", "10.0.0.9")
            .host("app1", "10.0.0.7")
            .server("db1", "1:10.11.19-0+deb12u1")
            .client("app1", "1:10.11.19-0+deb12u1")
            .connected("app1", 7, GateFleet.PERL, "db1");
    RunReport report =
        Gates.run(
            fleet,
            "",
            Severity.MINOR,
            Map.of(),
            AssumeOptions.read(List.of("db1: mariadb-server=11.4.5"), new Problems()),
            new KnownTables(_ -> Optional.of(table), Products.shipped()));
    GatePair pair = report.gate().orElseThrow().pairs().getFirst();

    assertThat(ids(pair.delta().worse())).isEqualTo(worse == null ? "" : worse);
    assertThat(ids(pair.delta().already())).isEqualTo(already == null ? "" : already);
    assertThat(report.run().exit()).as(String.valueOf(pair)).isEqualTo(exit);
    // what cannot be told is not cured: only what was looked at can be
    assertThat(ids(pair.delta().cured()))
        .isEqualTo(cured == null || pair.delta().unknown().isPresent() ? "" : cured);
  }

  private static String ids(List<PairRule> rules) {
    return rules.stream().map(PairRule::id).sorted().collect(Collectors.joining(" "));
  }
}
