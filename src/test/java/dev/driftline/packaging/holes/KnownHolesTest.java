package dev.driftline.packaging.holes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the check of known holes says, of a small list.
class KnownHolesTest {

  private static final List<String> LIST =
      List.of(
          "# a comment",
          "asked 2026-01-01",
          "artifact org.example:one",
          "hole GHSA-1 CVE-1,CVE-2 [1.0,1.5)|[2.0,2.3] It falls over",
          "artifact org.example:two");
  private static final LocalDate NEXT_DAY = LocalDate.of(2026, 1, 2);

  private static KnownHoles.Verdict verdict(String version, String... exceptions) {
    return KnownHoles.of(LIST, List.of(exceptions))
        .over(
            List.of(new Shipped("org.example:one", version, "one-%s.jar".formatted(version))),
            NEXT_DAY);
  }

  @Test
  void aHoleThatIsShippedIsAProblem() {
    assertThat(verdict("1.4").problems())
        .containsExactly(
            "GHSA-1 org.example:one 1.4: It falls over, in [1.0,1.5)|[2.0,2.3] (one-1.4.jar): take another"
                + " version, or say in known-holes-exceptions.txt why it does not concern us");
  }

  @ParameterizedTest
  @CsvSource({
    "0.9,false",
    "1.0,true",
    "1.5,false",
    "1.9,false",
    "2.0,true",
    "2.3,true",
    "2.3.1,false"
  })
  void rangesBeginWithTheirFirstVersionAndEndAsTheyAreWritten(String version, boolean in) {
    assertThat(verdict(version).problems()).hasSize(in ? 1 : 0);
    assertThat(verdict(version).lines()).hasSize(in ? 0 : 1);
  }

  @Test
  void anExceptionByAnyOfItsNamesIsShownWithItsReason() {
    assertThat(verdict("1.4", "CVE-2 org.example:one nothing calls it"))
        .isEqualTo(
            new KnownHoles.Verdict(
                List.of(),
                List.of("GHSA-1 org.example:one 1.4: does not concern us: nothing calls it")));
  }

  @Test
  void anExceptionThatIsNotNeededIsAProblem() {
    assertThat(verdict("1.6", "CVE-2 org.example:one nothing calls it").problems())
        .containsExactly("the exception for CVE-2 org.example:one is not needed: remove it");
  }

  @Test
  void anArtefactThatNobodyAskedAboutIsAProblem() {
    assertThat(
            KnownHoles.of(LIST, List.of())
                .over(List.of(new Shipped("?:three", "1", "three-1.jar")), NEXT_DAY)
                .problems())
        .containsExactly(
            "?:three 1 (three-1.jar) is not in the list of known holes: add `artifact ?:three`, and refresh the list");
  }

  @Test
  void anOldListIsAWarningAndNoProblem() {
    KnownHoles.Verdict verdict =
        KnownHoles.of(LIST, List.of()).over(List.of(), LocalDate.of(2026, 3, 1));
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.lines())
        .singleElement()
        .asString()
        .startsWith("warning: the list of known holes is 59 days old");
  }

  @Test
  void aLineThatCannotBeUnderstoodIsNotPassedOver() {
    assertThatThrownBy(
            () -> KnownHoles.of(List.of("artifact a:b", "hole X - 1.0 what it is"), List.of()))
        .hasMessage("no ranges of versions: 1.0");
    assertThatThrownBy(() -> KnownHoles.of(List.of("holes"), List.of()))
        .hasMessage("cannot be understood: holes");
    assertThatThrownBy(() -> KnownHoles.of(List.of(), List.of("CVE-1 a:b")))
        .hasMessage("not `ID GROUP:NAME WHY`: CVE-1 a:b");
  }

  @ParameterizedTest
  @CsvSource({
    "1.9,1.10,-1", "1,1.0.0,0", "1.0-rc1,1.0,-1", "1.0-SNAPSHOT,1.0,-1", "1.0-alpha,1.0-beta,-1",
        "1.0.Final,1.0,0",
    "33.3.1-jre,32.0.0-android,1", "33.3.1-jre,33.3.1,1", "3.30.2-GA,3.30.2,0", "2.9.10.8,2.9.10,1",
        "0,0.0.1,-1", "1.0-cr2,1.0-rc2,0"
  })
  void versionsAreInMavensOrder(String a, String b, int order) {
    assertThat(Integer.signum(new MavenVersion(a).compareTo(new MavenVersion(b)))).isEqualTo(order);
    assertThat(Integer.signum(new MavenVersion(b).compareTo(new MavenVersion(a))))
        .isEqualTo(-order);
  }
}
