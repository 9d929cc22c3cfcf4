package dev.driftline.product.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.product.compat.file.CompatTables;
import dev.driftline.product.compat.file.TableReader;
import dev.driftline.product.compat.lint.TableLint;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a table may not say, and what `lint` tells of one.
class TableMistakesTest {

  private static final String HEAD =
      """
      format: driftline-compat/1
      table: t
      products:
        srv: { role: server, scheme: srv }
        lib: { role: client, scheme: lib }
      conditions:
        tls: { ask: is TLS on, needs: file, default: [{ server: "srv >= 2", is: "on" }] }
      pairs: { lib: [srv] }
      known_until: { srv: "3" }
      rows:
      """;

  private static final String OK =
      "- { id: a, topic: auth, client: { lib: any }, server: { srv: any }, compatible: ok, sees: s, src: [x] }\n";

  private static List<String> problems(String rows) {
    SourceFile file = new SourceFile("t.yaml", HEAD + rows);
    Problems problems = new Problems();
    YamlNode root = YamlReader.read(file, problems).orElseThrow();
    TableReader.read(file, root, problems)
        .ifPresent(table -> {
          TableLint.contradictions(file, table, problems);
          if (!problems.hasErrors()) {
            TableLint.doubts(file, root, table, problems);
          }
        });
    return problems.sorted().stream().map(TableMistakesTest::line).toList();
  }

  private static String line(Problem problem) {
    return "%d:%d %s: %s | %s"
        .formatted(
            problem.at().line(),
            problem.at().column(),
            problem.level().name().toLowerCase(java.util.Locale.ROOT),
            problem.message(),
            problem.hint());
  }

  @Test
  void aGoodTableHasNone() {
    assertThat(problems(OK)).isEmpty();
  }

  @Test
  void wordsThatATableDoesNotKnow() {
    assertThat(
            problems(
                OK
                    + "- { id: b, topic: auht, client: { lbi: any }, server: { srv: any }, when: { tsl: \"on\" }, compatible: brokn, sees: s, do: d, src: [x], verdict: ok }\n"))
        .containsExactly(
            "12:19 error: unknown topic \"auht\" | did you mean \"auth\"?",
            "12:35 error: unknown product \"lbi\" | did you mean \"lib\"?",
            "12:77 error: unknown condition \"tsl\" | did you mean \"tls\"?",
            "12:102 error: unknown compatible \"brokn\" | did you mean \"broken\"?",
            "12:135 error: unknown key \"verdict\" | keys allowed here: id, topic, client, server, when, compatible, code, sees, do, src, tried, unsure, unsourced, instead_of");
  }

  @Test
  void rangesThatAreNone() {
    assertThat(
            problems(
                OK
                    + "- { id: b, topic: auth, client: { lib: \"5.5\" }, server: { srv: \">= 3 < 2\" }, compatible: ok, sees: s, src: [x] }\n"))
        .containsExactly(
            "12:40 error: \"5.5\" is no range of versions | `any`, or one or two bounds with a blank between: `\">= 5.5 < 8.0\"`",
            "12:64 error: no version is in \">= 3 < 2\" | the smaller number comes first");
  }

  @Test
  void whatARowMustSay() {
    assertThat(
            problems(
                OK
                    + "- { id: a, topic: tls, client: any, server: any, when: { tls: \"on\" }, compatible: risk, src: [tried] }\n"))
        .containsExactly(
            "12:3 error: sees is missing | add `sees: …`",
            "12:3 error: do is missing | add `do: …`",
            "12:9 error: the row a stands twice | the other one is at t.yaml:11:9",
            "12:94 error: tried is missing | say what was run: `tried: …`");
  }

  @Test
  void aServerStandsOnItsSide() {
    assertThat(
            problems(
                OK
                    + "- { id: b, topic: tls, client: { srv: any }, server: any, compatible: ok, sees: s, unsourced: true }\n"))
        .containsExactly(
            "12:34 error: srv stands on the other side: it is a server | write it under `server`");
  }

  @Test
  void twoRowsThatCannotBothBeRight() {
    assertThat(
            problems(
                OK
                    + "- { id: b, topic: auth, client: { lib: \"< 2\" }, server: any, compatible: broken, sees: s, do: d, src: [x] }\n"))
        .containsExactly(
            "12:3 error: b says broken where a says ok | tell them apart by a condition or a range, or write `instead_of: [a]`");
  }

  @Test
  void aConditionTellsRowsApartAndSoDoesInsteadOf() {
    assertThat(
            problems(
                OK
                    + "- { id: b, topic: auth, client: { lib: \"< 2\" }, server: any, when: { tls: \"on\" }, compatible: broken, sees: s, do: d, src: [x] }\n"
                    + "- { id: c, topic: auth, client: { lib: \"< 1\" }, server: any, compatible: broken, sees: s, do: d, src: [x], instead_of: [a] }\n"))
        .isEmpty();
  }

  @Test
  void rowsThatNeverCount() {
    assertThat(
            problems(
                OK
                    + "- { id: b, topic: auth, client: { lib: \"< 2\" }, server: { srv: \">= 2\" }, compatible: ok, sees: s, src: [x] }\n"
                    + "- { id: c, topic: sql, client: any, server: { srv: \">= 4\" }, compatible: risk, sees: s, do: d, src: [x] }\n"))
        .containsExactly(
            "12:3 warning: no version can reach b: a says the same of more | remove it",
            "13:3 warning: no version can reach c: the table is not known so far: see `known_until` | remove it");
  }

  @Test
  void versionsOfWhichNothingIsSaid() {
    assertThat(
            problems(
                "- { id: a, topic: auth, client: { lib: any }, server: { srv: \">= 2\" }, compatible: ok, sees: s, src: [x] }\n"))
        .containsExactly(
            "8:8 warning: no row says whether lib 1 can log in to srv 1 | such pairs are unknown: add a row of a topic auth, protocol or kex");
  }

  static List<String> shipped() {
    return CompatTables.names();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void aShippedTableHasNoErrorAndNoContradiction(String name) {
    SourceFile file = CompatTables.file(name);
    Problems problems = new Problems();
    CompatTable table = TableReader.read(file, problems).orElseThrow();
    TableLint.contradictions(file, table, problems);
    assertThat(problems.sorted()).isEmpty();
    assertThat(table.rows()).isNotEmpty();
    assertThat(table.pairs()).isNotEmpty();
    assertThat(table.knownUntil()).isNotEmpty();
  }
}
