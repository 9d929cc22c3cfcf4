package dev.driftline.run;

import static dev.driftline.run.SameFleet.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Finding;
import dev.driftline.model.Peers;
import dev.driftline.model.Verdict;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `expect_same` says of whole fleets.
class SameEverywhereTest {

  private static final String WHERE = "where: { name: openssl }";
  private static final String SAME = "expect_same: [version]";

  @TempDir private Path folder;
  private SameFleet fleet;

  @BeforeEach
  void oneCheck() throws IOException {
    fleet = new SameFleet(folder, WHERE, SAME);
  }

  @Test
  void theOddOneDriftsAndTheMajorityAndItsSizeAreNamed() {
    versions("3.0.11", "3.0.11", "1.1.1n");
    Map<String, CheckResult> judged = fleet.judged();
    assertThat(verdicts(judged)).containsExactly(Verdict.PASS, Verdict.PASS, Verdict.DRIFT);
    Finding finding = only(Objects.requireNonNull(judged.get("web3")));
    assertThat(finding.subject()).isEqualTo("openssl");
    assertThat(finding.message().text())
        .isEqualTo("version is 1.1.1n, expected 3.0.11 as on 2 of 3 hosts");
    assertThat(finding.peers())
        .contains(
            new Peers(3, 0, List.of(new Peers.Value("3.0.11", 2), new Peers.Value("1.1.1n", 1))));
  }

  @Test
  void twoHostsThatDifferBothDrift() {
    versions("3.0.11", "1.1.1n");
    Map<String, CheckResult> judged = fleet.judged();
    assertThat(verdicts(judged)).containsExactly(Verdict.DRIFT, Verdict.DRIFT);
    assertThat(only(Objects.requireNonNull(judged.get("web1"))).message().text())
        .isEqualTo(
            "version is 3.0.11, and no value is on more than half of the 2 hosts: split 1 : 1");
  }

  @Test
  void halfOfThePeersAreNoMajority() {
    versions("a", "a", "b", "b");
    assertThat(verdicts(fleet.judged())).containsOnly(Verdict.DRIFT);
  }

  @Test
  void aHostAloneOfItsGroupIsUnknownAndTheWholeGroupIsAdvised() {
    versions("3.0.11", "3.0.11", "3.0.11", "3.0.11");
    fleet.unasked("web5", "web6", "web7", "web8", "web9");
    CheckResult result = Objects.requireNonNull(fleet.judged().get("web3"));
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.reason()).contains("5 of 9 peers were not asked (web[5-9])");
    assertThat(result.explanation().orElseThrow().code()).isEqualTo("not-asked");
    assertThat(result.explanation().orElseThrow().hint())
        .contains("ask the whole group: `driftline check web --check same`");
  }

  @Test
  void aMajorityOfAllPeersDecidesThoughSomeWereNotAsked() {
    versions("3.0.11", "3.0.11", "1.1.1n");
    fleet.lost("web4").unasked();
    fleet.answered("web5", row("openssl", "3.0.11"));
    Map<String, CheckResult> judged = fleet.judged();
    assertThat(verdicts(judged))
        .containsExactly(Verdict.PASS, Verdict.PASS, Verdict.DRIFT, Verdict.UNKNOWN, Verdict.PASS);
    assertThat(only(Objects.requireNonNull(judged.get("web3"))).message().text())
        .isEqualTo(
            "version is 1.1.1n, expected 3.0.11 as on 3 of 5 hosts, of which 1 could not be told");
    assertThat(Objects.requireNonNull(judged.get("web4")).reason())
        .contains("timeout: no answer within 60 s");
  }

  @Test
  void aHostThatCouldNotBeToldIsNamed() {
    versions("3.0.11", "1.1.1n");
    fleet.lost("web3");
    assertThat(Objects.requireNonNull(fleet.judged().get("web1")).reason())
        .contains("1 of 3 peers could not be told (web3)");
  }

  @Test
  void whatOneHostAloneHasIsCountedAndNotJudged() throws IOException {
    fleet = new SameFleet(folder, SAME, "if_none: not-applicable");
    fleet.answered("web1", row("openssl", "1"), row("only-here", "7"));
    fleet.answered("web2", row("openssl", "1"));
    Map<String, CheckResult> judged = fleet.judged();
    assertThat(verdicts(judged)).containsExactly(Verdict.PASS, Verdict.PASS);
    assertThat(Objects.requireNonNull(judged.get("web1")).rows()).isEqualTo(2);
  }

  @Test
  void ifNothingIsOnAnotherHostNothingIsDecided() {
    versions("3.0.11");
    fleet.answered("web2");
    CheckResult alone = Objects.requireNonNull(fleet.judged().get("web1"));
    assertThat(alone.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(alone.reason())
        .contains("no other host has what it has: there is nothing to compare");
  }

  @Test
  void aCheckOfOneHostIsUnknown() {
    versions("3.0.11");
    assertThat(Objects.requireNonNull(fleet.judged().get("web1")).reason())
        .contains("only web1 is covered: there is nothing to compare it with");
  }

  @Test
  void aHostWithoutTheThingGoesByIfNone() throws IOException {
    versions("3.0.11", "3.0.11");
    fleet.answered("web3");
    assertThat(Objects.requireNonNull(fleet.judged().get("web3")).reason())
        .contains("no row of packages is selected by name openssl");
    fleet = new SameFleet(folder, WHERE, SAME, "if_none: drift");
    versions("3.0.11", "3.0.11");
    fleet.answered("web3");
    assertThat(verdicts(fleet.judged())).containsExactly(Verdict.PASS, Verdict.PASS, Verdict.DRIFT);
  }

  @Test
  void aHostWithoutOneOfTheThingsGoesByIfNone() throws IOException {
    fleet = new SameFleet(folder, "where: { name: ~ ^lib }", SAME, "if_none: drift");
    fleet.answered("web1", row("liba", "1"), row("libb", "1"));
    fleet.answered("web2", row("liba", "1"), row("libb", "1"));
    fleet.answered("web3", row("liba", "1"));
    Finding finding = only(Objects.requireNonNull(fleet.judged().get("web3")));
    assertThat(finding.subject()).isEqualTo("libb");
    assertThat(finding.message().text()).isEqualTo("it is not here, and 2 other hosts have it");
  }

  @Test
  void theValueOfAHostIsTheSetOfItsValues() {
    fleet.answered("web1", row("openssl", "5.10"), row("openssl", "6.1"));
    fleet.answered("web2", row("openssl", "6.1"), row("openssl", "5.10"));
    fleet.answered("web3", row("openssl", "6.1"));
    Map<String, CheckResult> judged = fleet.judged();
    assertThat(verdicts(judged)).containsExactly(Verdict.PASS, Verdict.PASS, Verdict.DRIFT);
    assertThat(only(Objects.requireNonNull(judged.get("web3"))).message().text())
        .isEqualTo("version is 6.1, expected 5.10 and 6.1 as on 2 of 3 hosts");
  }

  @Test
  void anUnreadValueIsNeverRightAndNeverWrong() {
    versions("3.0.11", "3.0.11");
    fleet.answered(
        "web3",
        row(Map.of("name", Cell.text("openssl"), "version", Cell.unread("Permission denied"))));
    Map<String, CheckResult> judged = fleet.judged();
    assertThat(verdicts(judged)).containsExactly(Verdict.PASS, Verdict.PASS, Verdict.UNKNOWN);
    assertThat(Objects.requireNonNull(judged.get("web3")).reason())
        .contains("version could not be read: Permission denied");
  }

  @Test
  void behindAGapNothingIsSureAndTheHostCountsAsAPeer() {
    versions("3.0.11", "1.1.1n");
    fleet.answer(
        "web3",
        new Answer.Observed(
            List.of(row("openssl", "3.0.11")), Optional.empty(), Optional.of("the list was cut")));
    Map<String, CheckResult> judged = fleet.judged();
    assertThat(verdicts(judged)).containsOnly(Verdict.UNKNOWN);
    assertThat(Objects.requireNonNull(judged.get("web3")).reason()).contains("the list was cut");
  }

  @Test
  void withoutMemoryForItAHostIsUnknownAndTheOthersAreJudged() {
    versions("3.0.11", "3.0.11", "3.0.11");
    String all = "x".repeat(20_000);
    fleet.answered("web4", row("openssl", all)).withMemory(1_000);
    Map<String, CheckResult> judged = fleet.judged();
    assertThat(verdicts(judged))
        .containsExactly(Verdict.PASS, Verdict.PASS, Verdict.PASS, Verdict.UNKNOWN);
    assertThat(Objects.requireNonNull(judged.get("web4")).reason())
        .contains("limit: what it has takes more of the memory that all hosts share than is left");
  }

  @Test
  void theRowThatDescribesAHostIsComparedWhateverTheHostIsCalled() throws IOException {
    fleet = SameFleet.ofHosts(folder, "expect_same: [os_version]");
    fleet.answered("web1", SameFleet.host("alpha", "12"));
    fleet.answered("web2", SameFleet.host("beta", "12"));
    fleet.answered("web3", SameFleet.host("gamma", "13"));
    Map<String, CheckResult> judged = fleet.judged();
    assertThat(verdicts(judged)).containsExactly(Verdict.PASS, Verdict.PASS, Verdict.DRIFT);
    assertThat(only(Objects.requireNonNull(judged.get("web3"))).message().text())
        .isEqualTo("os_version is 13, expected 12 as on 2 of 3 hosts");
  }

  @Test
  void severalColumnsAreExpectedEachByItself() throws IOException {
    fleet = SameFleet.ofHosts(folder, "expect_same: [kernel, os_version]");
    fleet.answered("web1", SameFleet.host("alpha", "12"));
    fleet.answered("web2", SameFleet.host("beta", "12"));
    fleet.answered("web3", SameFleet.host("gamma", "13"));
    Finding finding = only(Objects.requireNonNull(fleet.judged().get("web3")));
    assertThat(finding.message().text())
        .isEqualTo("kernel, os_version are nothing, 13, expected nothing, 12 as on 2 of 3 hosts");
    assertThat(finding.expected())
        .containsExactly(
            new Finding.Expected("kernel", List.of("nothing"), false),
            new Finding.Expected("os_version", List.of("12"), false));
  }

  /// web1, web2 … with these versions of openssl.
  private void versions(String... versions) {
    for (int number = 0; number < versions.length; number++) {
      fleet.answered("web" + (number + 1), row("openssl", versions[number]));
    }
  }

  private static List<Verdict> verdicts(Map<String, CheckResult> results) {
    return results.values().stream().map(CheckResult::verdict).toList();
  }

  private static Finding only(CheckResult result) {
    assertThat(result.findings()).hasSize(1);
    return result.findings().getFirst();
  }
}
