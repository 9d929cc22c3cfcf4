package dev.driftline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.CheckInfo;
import dev.driftline.policy.Check;
import dev.driftline.policy.Matcher;
import dev.driftline.policy.Policy;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.run.Catalog;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShippedChecksTest {

  private static final Path DOCS = Path.of("docs/checks");

  @Test
  void compileWithoutAProblemForAHostWithoutVariables() {
    Problems problems = new Problems();
    shipped(problems).forHost("some-host", Map.of(), (_, _) -> true, problems);

    assertThat(problems.sorted()).extracting(Problem::render).isEmpty();
  }

  /// Who uses the tables that came with driftline cannot fill their gaps, so these are told only of a table that is named.
  @Test
  void lintHasNothingToSayOfThem() {
    Started lint = Started.with("lint", "-i", "inventory", "-p", "shipped");
    assertThat(lint.err()).isEmpty();
    assertThat(lint.code()).isZero();

    Started named = Started.with("lint", "-i", "inventory", "-p", "checks/compat/openssl.yaml");
    assertThat(named.err())
        .startsWith(
            "checks/compat/openssl.yaml:17:8: warning: no row says whether libssl 1.0.1 can log in to tls-server 0.9.7,");
    assertThat(named.code()).isZero();
  }

  @Test
  void sayWhyTheyAreThereAndWhatToDo() {
    List<CheckInfo> infos = checks().stream().map(Check::info).toList();
    assertThat(infos).isNotEmpty();
    assertThat(infos)
        .as("checks in checks/ without title, why or fix: write it for each of these")
        .filteredOn(info -> info.title().isBlank() || info.why().isBlank() || info.fix().isBlank())
        .extracting(info -> info.policy() + "/" + info.id())
        .isEmpty();
  }

  @Test
  void areExplainedEachUnderItsOwnHeading() throws IOException {
    for (Policy policy : shipped(new Problems()).drafts()) {
      Path page = DOCS.resolve(policy.name() + ".md");
      assertThat(page).as("a page about the checks of " + policy.name()).exists();
      assertThat(headings(page))
          .as("headings of %s: one for each check of the policy, in its order", page)
          .containsExactlyElementsOf(
              policy.checks().stream().map(check -> "## " + check.info().id()).toList());
    }
  }

  @Test
  void aSeriesIsNoOtherOneThatBeginsAlike() {
    assertThat(seriesMatches("10.1", "1:10.1.48-0+deb9u2")).isTrue();
    assertThat(seriesMatches("10.1", "1:10.11.6-0+deb12u1")).isFalse();
    assertThat(seriesMatches("8.0", "8.0")).isTrue();
  }

  private static boolean seriesMatches(String series, String version) {
    Problems problems = new Problems();
    return shipped(problems)
        .forHost("db1", Map.of("mysql_series", series), (_, _) -> true, problems)
        .stream()
        .filter(check -> check.info().id().equals("mysql-packages-of-the-group"))
        .flatMap(check -> ((Check.Expectation.Every) check.expectation()).conditions().stream())
        .filter(condition -> condition.column().equals("version"))
        .allMatch(condition -> ((Matcher.Regex) condition.matcher()).expression().isIn(version));
  }

  private static List<String> headings(Path page) throws IOException {
    try (Stream<String> lines = Files.lines(page)) {
      return lines.filter(line -> line.startsWith("## ")).toList();
    }
  }

  private static List<Check> checks() {
    return shipped(new Problems()).drafts().stream()
        .flatMap(policy -> policy.checks().stream())
        .toList();
  }

  private static PolicySet shipped(Problems problems) {
    return PolicySet.read(List.of(Path.of("checks")), Catalog.tables(), problems);
  }
}
