package dev.driftline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.policy.file.PolicySet;
import dev.driftline.run.Catalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A matcher that holds for every value that its column can have, or for none, is a mistake: the check could never fail,
/// or never pass. The columns are those of the product.
class OneSidedMatchersTest {

  private static final String COMMAND = "probe: { command: x }\n";

  @TempDir Path folder;

  private String about(String lines) {
    return new PolicyTexts(folder, Catalog.tables()).about(lines);
  }

  /// The probe, an expectation, and the message and hint it leads to.
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        // one of several always holds
        "packages # expect: { name: { any: [{ not: a }, { not: b }] } } # of these one always holds # to exclude several write `{ not: [ … ] }`, to demand several `{ all: [ … ] }`",
        "packages # expect: { name: ['!= a', { not: b }] } # a list means one of these, and of these one always holds # to exclude several write `{ not: [ … ] }`, to demand several `{ all: [ … ] }`",
        "packages # expect: { name: { any: [a, { not: a }] } } # of these one always holds # to exclude several write `{ not: [ … ] }`, to demand several `{ all: [ … ] }`",
        "packages # expect: { name: ['~ a', { not: '~ a' }] } # a list means one of these, and of these one always holds # to exclude several write `{ not: [ … ] }`, to demand several `{ all: [ … ] }`",
        "packages # expect: { version: { any: ['< 5', '>= 5'] } } # of these one always holds # to demand several write `{ all: [ … ] }`; for any value `present`",
        "packages # expect: { version: { any: ['< 6', '> 5'] } } # of these one always holds # to demand several write `{ all: [ … ] }`; for any value `present`",
        "host # expect: { root: [true, false] } # a list means one of these, and of these one always holds # to demand several write `{ all: [ … ] }`; for any value `present`",
        "packages # expect: { name: { all: [{ any: ['!= a', '!= b'] }, '~ x'] } } # of these one always holds # to exclude several write `{ not: [ … ] }`, to demand several `{ all: [ … ] }`",
        "packages # expect: { name: { any: [present, absent] } } # of these one always holds # to demand several write `{ all: [ … ] }`; for any value `present`",
        // the range of the column
        "exit # expect: { exit: { not: 300 } } # exit is from 0 to 255, and never \"300\" # write a number in that range",
        "exit # expect: { exit: '< 256' } # `< 256` always holds: exit is from 0 to 255 # write what can be missed; for any value `present`",
        "exit # expect: { exit: { not: '> 255' } } # `{ not: > 255 }` always holds: exit is from 0 to 255 # write what can be missed; for any value `present`",
        "exit # expect: { exit: { all: ['>= 0', '<= 255'] } } # `{ all: [>= 0, <= 255] }` always holds: exit is from 0 to 255 # write what can be missed; for any value `present`",
        "exit # expect_none: { exit: 300 } # exit is from 0 to 255, and never \"300\" # write a number in that range",
        "exit # expect_none: { exit: '> 255' } # `> 255` never holds: exit is from 0 to 255 # write what exit can be; for no value `absent`",
        "exit # expect: { exit: '= -1' } # exit is from 0 to 255, and never \"-1\" # write a number in that range",
        "processes # expect: { age: '= -5s' } # age is 0 or more, and never \"-5s\" # write a number in that range",
        "processes # expect: { age: '> -5s' } # `> -5s` always holds: age is 0 or more # write what can be missed; for any value `present`",
        "host # expect: { clock_offset: { all: ['> 5s', '< -5s'] } } # no clock_offset meets all of these # for one of several write a list: `[ … ]`",
        "fds # expect: { fd: '>= 0' } # `>= 0` always holds: fd is 0 or more # write what can be missed; for any value `present`",
        "sockets # expect: { local_port: '<= 65535' } # `<= 65535` always holds: local_port is from 0 to 65535 # write what can be missed; for any value `present`",
        // words
        "sockets # expect_none: { state: '~ LISTEN' } # `~ LISTEN` never holds # words of state: listen, established, connected, unconnected, close-wait, time-wait, syn-sent, syn-received, fin-wait-1, fin-wait-2, last-ack, closing, closed, unknown",
        "sockets # expect: { protocol: [tcp, udp, unix] } # a list means one of these, and of these one always holds # to demand several write `{ all: [ … ] }`; for any value `present`",
        "host # expect: { root: { not: [true, false] } } # a list means one of these, and of these one always holds # to demand several write `{ all: [ … ] }`; for any value `present`",
        "host # expect: { root: { all: [{ not: 'true' }, { not: 'false' }] } } # no root meets all of these # for one of several write a list: `[ … ]`",
        // nothing meets all
        "packages # expect: { name: { all: [a, b] } } # no name meets all of these # for one of several write a list: `[ … ]`",
        "packages # expect_none: { name: { not: { any: ['~ x', { all: [a, b] }] } } } # no name meets all of these # for one of several write a list: `[ … ]`",
        "packages # expect: { version: { all: ['< 3', '>= 3'] } } # no version meets all of these # for one of several write a list: `[ … ]`",
        "exit # expect: { exit: { all: ['> 1', '< 2'] } } # no exit meets all of these # for one of several write a list: `[ … ]`",
        "processes # expect: { unit: { all: [present, absent] } } # no unit meets all of these # for one of several write a list: `[ … ]`",
        // counts
        "fds # expect_count: { not: '< 0' } # expect_count holds for any number of rows # write a number that can be missed",
        "fds # expect_count: '>= 0' # expect_count holds for any number of rows # write a number that can be missed",
        "fds # expect_count: present # expect_count holds for any number of rows # write a number that can be missed",
        "fds # expect_count: '>= -3' # expect_count holds for any number of rows # write a number that can be missed",
        "fds # expect_count: ['< 5', '>= 5'] # a list means one of these, and of these one always holds # to demand several write `{ all: [ … ] }`; for any value `present`",
        "fds # expect_count: -1 # expect_count is 0 or more, and never \"-1\" # write a number in that range",
        "fds # expect_count: '< 0' # `< 0` never holds: expect_count is 0 or more # write what expect_count can be",
        "fds # expect_count: absent # `absent` never holds: expect_count is 0 or more # write what expect_count can be",
        "fds # expect_count: { all: [1, 2] } # no number of rows meets all of these # for one of several write a list: `[ … ]`",
      })
  void refusesWhatCanNeverFailOrNeverPass(
      String probe, String expectation, String message, String hint) {
    String subject = probe.equals("exit") ? COMMAND : "probe: %s\n".formatted(probe);

    String complaints = about(subject + expectation + "\n");

    assertThat(complaints.lines().toList().getFirst())
        .matches("p\\.yaml:5:\\d+: error: .*")
        .endsWith(": error: " + message);
    assertThat(complaints.lines().toList().getLast()).isEqualTo("  hint: " + hint);
    assertThat(complaints.lines()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "expect: { exit: '< 255' }",
        "expect: { exit: { all: ['>= 0', '<= 5'] } }",
        "expect: { exit: { any: ['< 0', 3] } }",
        "expect: { exit: [0, 255] }",
        "expect: { exit: present }",
        "expect: { exit: { not: absent } }",
        "expect_none: { exit: absent }",
        "expect: { exit: { not: [1, 2] } }",
        "expect: { exit: ['< 5', '> 5'] }",
        "expect: { stdout: ['~ a', '~ b', { not: '~ c' }] }",
        "expect: { stdout: [clean, '~ ^ok$'] }",
        "expect: { stdout: { all: [present, { not: clean }] } }",
        "expect: { timed_out: { not: true } }",
        "where: { exit: '<= 255' }|expect: { stdout: clean }",
        "where: { duration: '>= 0s' }|expect: { stdout: clean }",
        "expect_count: [0, 1]",
        "expect_count: { all: ['>= 0', '< 2'] }",
        "expect_count: '> 0'",
        "expect_count: '!= 2'",
      })
  void takesWhatCanHoldAndCanFail(String lines) {
    assertThat(about(COMMAND + lines.replace('|', '\n') + "\n")).isEmpty();
  }

  @Test
  void saysHowToWriteThatThereMustBeNoSuchRow() {
    assertThat(about("probe: packages\nwhere: { name: telnetd }\nexpect: { name: absent }\n"))
        .contains("error: name is never `absent` in the rows that where selects\n")
        .contains("hint: where there must be no such row, write `expect_none: {}`\n");
  }

  @Test
  void takesADurationWithASignWhereAClockMayBeBehind() {
    assertThat(
            about(
                """
                probe: host
                expect: { clock_offset: { all: ["> -5s", "< 1.5s", "!= -250ms"] } }
                """))
        .isEmpty();
    assertThat(about("probe: host\nexpect: { clock_offset: '> - 5s' }\n"))
        .isEqualTo(
            """
            p.yaml:5:29: error: clock_offset must be a duration, not "- 5s"
              5 |     expect: { clock_offset: '> - 5s' }
                |                             ^
              hint: write a number and a unit: `250ms`, `60s`, `5m`, `2h`, `30d`
            """);
  }

  /// Equal for semantic versions, but not for dpkg: so there are versions between the two.
  @Test
  void goesByTheOrderOfTheManagerOfEachVersion() {
    assertThat(about("probe: packages\nexpect: { version: ['< 1.0', '>= 1.0.0'] }\n")).isEmpty();
    assertThat(
            about(
                """
                pair: { port: 3306 }
                expect: { client.series: ['< 1.0', '>= 1.0.0'] }
                """))
        .isEqualTo(
            """
            p.yaml:5:30: error: a list means one of these, and of these one always holds
              5 |     expect: { client.series: ['< 1.0', '>= 1.0.0'] }
                |                              ^
              hint: to demand several write `{ all: [ … ] }`; for any value `present`
            """);
  }

  @Test
  void takesTwoColumnsOfAPairForValuesThatCanDiffer() {
    String pair = "pair: { port: 3306 }\n";
    assertThat(about(pair + "expect: { client.series: ['= server.series', '< 5'] }\n")).isEmpty();
    assertThat(
            about(pair + "expect: { client.series: ['<= server.series', '>= server.series'] }\n"))
        .isEqualTo(
            """
            p.yaml:5:30: error: a list means one of these, and of these one always holds
              5 |     expect: { client.series: ['<= server.series', '>= server.series'] }
                |                              ^
              hint: to demand several write `{ all: [ … ] }`; for any value `present`
            """);
  }

  @Test
  void judgesATemplateByWhatItBecomesForAHost() {
    PolicyTexts texts = new PolicyTexts(folder, Catalog.tables());
    PolicySet set =
        texts.read(PolicyTexts.policy(COMMAND + "expect: { exit: \"< {{ below }}\" }\n"));

    assertThat(set.forHost("app1", Map.of("below", "3"), (_, _) -> true, texts.problems()))
        .hasSize(1);
    assertThat(texts.complaints()).isEmpty();
    assertThat(set.forHost("app2", Map.of("below", "256"), (_, _) -> true, texts.problems()))
        .isEmpty();
    assertThat(texts.complaints())
        .isEqualTo(
            """
            p.yaml:5:21: error: host "app2": `< 256` always holds: exit is from 0 to 255
              5 |     expect: { exit: "< {{ below }}" }
                |                     ^
              hint: write what can be missed; for any value `present`
            """);
  }

  @Test
  void refusesAnExpectationThatTheSelectedRowsNeverMeet() {
    String lines =
        """
        probe: fds
        where: { kind: [file-append, pipe], fd: "< 3" }
        %s: { kind: tcp }
        """;
    for (String key : List.of("expect", "expect_any", "expect_none")) {
      int column = key.length() + 9;
      assertThat(about(lines.formatted(key)))
          .isEqualTo(
              """
              p.yaml:6:%d: error: kind is never `tcp` in the rows that where selects
                6 |     %s: { kind: tcp }
                  | %s^
                hint: name another column, or let where select such rows
              """
                  .formatted(column, key, " ".repeat(column - 1)));
    }
    assertThat(about(lines.formatted("expect") + "if_none: pass\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "where: { unit: absent }|expect: { unit: { not: a.service } }",
        "where: { unit: '~ ^a' }|expect_none: { unit: '~ b$' }",
        "where: { unit: { not: a.service } }|expect_none: { unit: b.service }",
        "where: { unit: \"{{ unit }}\" }|expect_none: { unit: b.service }",
        "where: { age: '> 5s' }|expect: { age: '< 6s' }",
      })
  void takesAnExpectationThatSelectedRowsCanMeet(String lines) {
    assertThat(about("probe: processes\n" + lines.replace('|', '\n') + "\n")).isEmpty();
  }

  @Test
  void givesUpOnMoreExpressionsThanItCanTryInAllWays() {
    assertThat(
            about(
                COMMAND
                    + "expect: { stdout: ['~ a', '~ b', '~ c', '~ d', '~ e', '~ f', '~ g', '~ h'] }\n"))
        .isEmpty();
  }
}
