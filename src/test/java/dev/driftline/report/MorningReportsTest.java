package dev.driftline.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.CheckResult;
import dev.driftline.model.Finding;
import dev.driftline.model.Message;
import dev.driftline.model.RunReport;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What somebody on call reads in the morning, of fleets of three sizes: on a terminal, in a mail of cron, and through a
/// pipe. The files under `mornings/` hold every character.
class MorningReportsTest {

  private static final Map<String, IntFunction<RunReport>> NIGHTS =
      Map.of(
          "one-fault", Mornings::oneFault,
          "many-faults", Mornings::manyFaults,
          "not-reached", Mornings::notReached,
          "unknown", Mornings::unknowns);

  private static final Map<String, Style> PLACES =
      Map.of(
          "terminal", new Style(false, true, OptionalInt.of(80), false),
          "mail", new Style(false, false, OptionalInt.empty(), true),
          "pipe", Style.PLAIN);

  @TestFactory
  Stream<DynamicTest> everyCharacterIsAsItWasRead() {
    return NIGHTS.entrySet().stream()
        .flatMap(night -> Stream.of(3, 12, 300).flatMap(hosts -> tests(night, hosts)));
  }

  private static Stream<DynamicTest> tests(
      Map.Entry<String, IntFunction<RunReport>> night, int hosts) {
    return PLACES.entrySet().stream()
        .map(place -> {
          String name = "%s-%d-%s.txt".formatted(night.getKey(), hosts, place.getKey());
          return DynamicTest.dynamicTest(
              name,
              () ->
                  Golden.assertSame(
                      "mornings/" + name,
                      written(night.getValue().apply(hosts), place.getValue())));
        });
  }

  @Test
  void oneFaultOf43HostsTakesAtMost40Lines() throws IOException {
    Style terminal = new Style(false, false, OptionalInt.of(80), false);
    assertThat(written(Mornings.oneFault(43), terminal).lines()).hasSizeLessThanOrEqualTo(40);
    assertThat(written(Mornings.manyFaults(43), terminal).lines()).hasSizeLessThanOrEqualTo(55);
  }

  @Test
  void everyHostOfACauseIsNamed() throws IOException {
    String text = written(Mornings.oneFault(300), Style.PLAIN);
    assertThat(text)
        .contains("on 300 hosts (--all names each process): web[001-225], db[1-75]\n")
        .doesNotContain("more host");
  }

  @Test
  void aMailOfCronIsAscii() throws IOException {
    Style mail = new Style(false, false, OptionalInt.empty(), true);
    for (IntFunction<RunReport> night : NIGHTS.values()) {
      assertThat(written(night.apply(12), mail).chars())
          .allMatch(c -> c == '\n' || (c >= ' ' && c < 127));
    }
  }

  @Test
  void noLineIsLongerThanTheTerminal() throws IOException {
    Style terminal = new Style(false, false, OptionalInt.of(80), false);
    for (IntFunction<RunReport> night : NIGHTS.values()) {
      assertThat(written(night.apply(300), terminal).lines()).allMatch(line -> line.length() <= 80);
    }
  }

  /// Two packages of one host with the same version, and each with evidence of its own.
  @Test
  void noEvidenceIsLostWhenSubjectsAreToldTogether() throws IOException {
    Message message = Message.of("version is %s, expected >= 3", "1.1");
    CheckResult one = Runs.drift("app1", "openssl", message, "x");
    List<Finding> findings =
        Stream.of("openssl", "libssl3")
            .map(name ->
                new Finding(
                    "00",
                    one.severity(),
                    name,
                    "",
                    message,
                    List.of(),
                    Optional.empty(),
                    name + " is old"))
            .toList();
    CheckResult both =
        new CheckResult(one.check(), "app1", one.verdict(), 2, Optional.empty(), findings);
    RunReport report =
        Runs.run(
            2,
            List.of(Runs.host("app1", Runs.answered(), List.of(), Optional.empty())),
            List.of(both));
    assertThat(written(report, new Style(true, false)))
        .contains("evidence: openssl is old\n")
        .contains("evidence: libssl3 is old\n");
  }

  @Test
  void whatIsLeftOutIsThereWithAll() throws IOException {
    String all = written(Mornings.oneFault(300), new Style(true, false));
    assertThat(all).contains("web225: process 3575 since ").contains("db75: process 4100 since ");
  }

  private static String written(RunReport report, Style style) throws IOException {
    StringWriter out = new StringWriter();
    Format.TEXT.write(report, style, out);
    return out.toString();
  }
}
