package dev.driftline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.policy.file.PolicySet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyProblemsTest {

  @TempDir Path folder;

  private String about(String checkLines) {
    return PolicyTexts.complaintsAbout(folder, checkLines);
  }

  @Test
  void showsEverythingWrongAtOnce() {
    assertThat(
            about(
                """
                severty: critical
                severity: bad
                probe: fsd
                expect: {}
                if_none: maybe
                min_coverage: 120%
                """))
        .isEqualTo(
            """
            p.yaml:4:5: error: unknown key "severty"
              4 |     severty: critical
                |     ^
              hint: did you mean "severity"?
            p.yaml:5:15: error: unknown severity "bad"
              5 |     severity: bad
                |               ^
              hint: severities allowed here: info, minor, major, critical
            p.yaml:6:12: error: unknown probe "fsd"
              6 |     probe: fsd
                |            ^
              hint: did you mean "fds"?
            p.yaml:8:14: error: unknown if_none value "maybe"
              8 |     if_none: maybe
                |              ^
              hint: if_none values allowed here: unknown, pass, drift, not-applicable
            p.yaml:9:19: error: min_coverage "120%" is not a share
              9 |     min_coverage: 120%
                |                   ^
              hint: write a percentage above 0% and up to 100%, such as `95%`
            """);
  }

  /// What is written beside `expect: { column: … }`, the probe, and the message and hint it leads to.
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "fds # { } # expect is empty: it would hold for anything # name a column and what it must be: `expect: { pid: present }`",
        "fds # { kinds: x } # unknown column \"kinds\" # did you mean \"kind\"?",
        "fds # { kind: [] } # the list is empty # name at least one value",
        "fds # { kind: } # kind has no value # write a value, or `absent` for none",
        "fds # { kind: [[a]] } # a list inside a list # write one list",
        "fds # { fd: yes } # fd must be a whole number, not \"yes\" # write a whole number",
        "fds # { fd: 99999999999999999999 } # fd must be a whole number, not \"99999999999999999999\" # write a whole number",
        "fds # { fd: 0x10 } # fd must be a whole number, not \"0x10\" # write a whole number",
        "fds # { fd: '._' } # fd must be a whole number, not \"._\" # write a whole number",
        "fds # { close_on_exec: no } # close_on_exec must be true or false, not \"no\" # write `true` or `false` instead of `no`",
        "fds # { age: 60 } # age must be a duration, not \"60\" # write a number and a unit: `250ms`, `60s`, `5m`, `2h`, `30d`",
        "fds # { age: '> 1h30m' } # age must be a duration, not \"1h30m\" # write a number and a unit: `250ms`, `60s`, `5m`, `2h`, `30d`",
        "fds # { kind: '> a' } # kind is a text, which has no order # use `=`, `!=`, a list, `~` or a number; for a text that begins with `>` write `= >a`",
        "fds # { fd: '>=' } # `>=` has no right side # write what to compare with",
        "fds # { fd: '== 1' } # unknown operator in \"== 1\" # write `=` instead of `==`",
        "fds # { kind: '!pipe' } # unknown operator in \"!pipe\" # write `{ not: … }`; for the text itself `= !pipe`",
        "fds # { fd: clean } # clean is for texts, and fd is a whole number # for the word itself write `= clean`; for no value `absent`",
        "fds # { kind: ['!= a', '!= b'] } # a list means one of these, and of these one always holds # to exclude several write `{ not: [ … ] }`, to demand several `{ all: [ … ] }`",
        "fds # { kind: { any: [present, absent] } } # of these one always holds # to demand several write `{ all: [ … ] }`; for any value `present`",
        "fds # { kind: { all: a } } # all must be a list, not a text # write `all: [ …, … ]`",
        "fds # { kind: { all: [] } } # the list is empty # name at least one value",
        "fds # { kind: { all: [a], any: [b] } } # a matcher has exactly one of not, all, any # combine several: `{ all: [ \">= 1\", \"< 9\" ] }`",
        "fds # { kind: '~ a(b' } # not a regular expression: missing closing ): `a(b` # RE2's syntax: no look-around, no back-references",
        "fds # { kind: '~ (?=x)' } # not a regular expression: invalid or unsupported Perl syntax: `(?=` # RE2's syntax: no look-around, no back-references",
        "fds # { kind: '~' } # the regular expression is empty: it is found in anything # write what to find; at most 1000 characters and few repetitions",
        "fds # { kind: '~ ^(a|)' } # the regular expression is found in anything: `^(a|)` # write what to find; for any text `present`",
        "fds # { kind: '~ .*' } # the regular expression is found in anything: `.*` # write what to find; for any text `present`",
        "fds # { kind: '~ ((a{1000}){1000}){1000}' } # the regular expression is too large # write what to find; at most 1000 characters and few repetitions",
        "fds # { fd: '~ 1' } # `~` is for texts and versions, and fd is a whole number # write a whole number",
        "packages # { version: '>= 1, < 2' } # version must be a version, not \"1, < 2\" # write `{ all: [\">= 1\", \"< 2\"] }`",
        "fds # present # expect must be a mapping, not a text # write `key: value` pairs",
        "fds # [fd] # expect must be a mapping, not a list # write `key: value` pairs",
      })
  void saysWhatIsWrongWithAMatcher(String probe, String expect, String message, String hint) {
    String complaints = about("probe: %s\nexpect: %s\n".formatted(probe, expect));

    assertThat(complaints.lines().toList().getFirst())
        .matches("p\\.yaml:5:\\d+: error: .*")
        .endsWith(": error: " + message);
    assertThat(complaints.lines().toList().getLast()).isEqualTo("  hint: " + hint);
    assertThat(complaints.lines()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"^$", "^(warning)?$", "^[^E]*$", "^[^\u20ac]*$", "^[^#]|^$", "."})
  void takesARegularExpressionThatSomeTextDoesNotMeet(String expression) {
    assertThat(about("probe: fds\nexpect: { kind: \"~ %s\" }\n".formatted(expression))).isEmpty();
  }

  @Test
  void refusesARegularExpressionWhoseTemplateLeavesNothingToFind() {
    PolicyTexts texts = new PolicyTexts(folder);
    PolicySet set =
        texts.read(
            PolicyTexts.policy("probe: fds\nexpect: { kind: \"~ ^({{ a | join('|') }})\" }"));

    assertThat(set.forHost("app1", Map.of("a", List.of("x")), (_, _) -> true, texts.problems()))
        .hasSize(1);
    assertThat(set.forHost("app2", Map.of("a", List.of()), (_, _) -> true, texts.problems()))
        .isEmpty();
    assertThat(texts.complaints())
        .contains("host \"app2\": the regular expression is found in anything: `^()`");
  }

  /// Lines of a check that are wrong as they stand, and the message.
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "probe: fds # nothing is expected",
        "probe: fds|expect: { fd: 1 }|expect_none: { fd: 2 } # a second expectation, \"expect_none\"",
        "expect: { fd: 1 } # neither probe nor pair",
        "probe: fds|pair: { port: 1 }|expect: { fd: 1 } # both probe and pair",
        "probe: [fds]|expect: { fd: 1 } # probe must be one probe, not a list",
        "probe: pair|expect: { fd: 1 } # unknown probe \"pair\"",
        "probe: command|expect: { exit: 0 } # probe command needs command",
        "probe: { user: bind }|expect: { exit: 0 } # unknown probe \"user\"",
        "probe: {}|expect: { exit: 0 } # probe names no probe",
        "probe: { command: x, usr: bind }|expect: { exit: 0 } # unknown key \"usr\"",
        "probe: { command: x, user: -bind }|expect: { exit: 0 } # user cannot be \"-bind\"",
        "probe: { command: x, user: 'a b' }|expect: { exit: 0 } # user cannot be \"a b\"",
        "probe: { command: x, timeout: 10 }|expect: { exit: 0 } # timeout cannot be \"10\"",
        "probe: { command: x, timeout: 0s }|expect: { exit: 0 } # timeout cannot be \"0s\"",
        "probe: { command: '' }|expect: { exit: 0 } # command is empty",
        "probe: { command: [x] }|expect: { exit: 0 } # command must be a text, not a list",
        "probe: { command: \"a\\0b\" }|expect: { exit: 0 } # command cannot be \"a\\u{0}b\"",
        "probe: libraries|expect: { size: '> 1M' } # probe libraries needs names",
        "probe: libraries|where: { name: '!= a' }|expect: { size: '> 1M' } # probe libraries needs names",
        "pair: { port: 0 }|expect: { client.name: a } # port cannot be \"0\"",
        "pair: { port: 65536 }|expect: { client.name: a } # port cannot be \"65536\"",
        "pair: {}|expect: { client.name: a } # neither product nor port",
        "pair: { port: 1, product: mysql }|expect: { client.name: a } # both product and port",
        "pair: { product: mariadb }|expect: { client.name: a } # mariadb is a server of the product mysql",
        "pair: { product: mysq }|expect: { client.name: a } # unknown product \"mysq\"",
        "pair: 3306|expect: { client.name: a } # pair must be a mapping, not a text",
        "pair: { port: 1, library: '../x' }|expect: { client.name: a } # library cannot be \"../x\"",
        "pair: { port: 1 }|expect: { client.series: = server.serie } # unknown column \"server.serie\"",
        "pair: { port: 1 }|expect: { client.series: server.series } # \"server.series\" is a column and stands here as a text",
        "pair: { port: 1 }|expect: { client.series: { not: [server.series] } } # \"server.series\" is a column and stands here as a text",
        "pair: { port: 1 }|expect: { client.series: = client.series } # client.series is compared with itself",
        "pair: { port: 1 }|expect: { client.name: = server.series } # client.name is a text and server.series is a version",
        "probe: fds|expect_count: '>= 0' # expect_count holds for any number of rows",
        "probe: fds|expect_count: many # expect_count must be a whole number, not \"many\"",
        "probe: fds|expect_count: clean # clean is for texts, and expect_count is a whole number",
        "probe: fds|expect: { fd: 1 }|tags: [a b] # \"a b\" is not a tag",
        "probe: fds|expect: { fd: 1 }|tags: [{ a: b }] # a tag must be a text, not a mapping",
        "probe: fds|expect: { fd: 1 }|tags: ['{{ t }}'] # a tag cannot be a template",
        "probe: fds|expect: { fd: 1 }|hosts: '{{ t }}' # hosts cannot be a template",
        "probe: '{{ t }}'|expect: { fd: 1 } # probe cannot be a template",
        "probe: fds|expect: { '{{ t }}': 1 } # a key cannot be a template",
        "probe: fds|expect: { fd: 1 }|enabled: no # enabled must be true or false, not \"no\"",
        "probe: fds|expect: { fd: 1 }|enabled: '{{ on }}' # enabled cannot be a template",
        "probe: fds|expect: { fd: 1 }|min_coverage: 0% # min_coverage \"0%\" is not a share",
        "probe: fds|expect: { fd: 1 }|min_coverage: 0.9 # min_coverage \"0.9\" is not a share",
        "probe: fds|expect: { fd: 1 }|applies_to: { oss: debian } # unknown column \"oss\"",
        "probe: fds|expect: { fd: 1 }|title: [a] # title must be a text, not a list",
        "probe: fds|expect: { fd: 1 }|why: # why is empty",
        "probe: fds|expect: { fd: 1 }|expect: { fd: 2 } # key \"expect\" stands twice",
        "probe: fds|expect: { fd: 1 }|if_absent: yes # unknown if_absent value \"yes\"",
      })
  void saysWhatIsWrongWithACheck(String lines, String message) {
    String complaints = about(lines.replace('|', '\n') + "\n");

    assertThat(complaints.lines().filter(line -> line.startsWith("p.yaml")))
        .singleElement()
        .asString()
        .endsWith(": error: " + message);
    assertThat(complaints).contains("\n  hint: ");
  }

  /// Whole files, lines joined by `|`, and the message.
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "'' # p.yaml:1:1: error: the file holds no policy",
        "text # p.yaml:1:1: error: a policy must be a mapping, not a text",
        "[a] # p.yaml:1:1: error: a policy must be a mapping, not a list",
        "policy: p # p.yaml:1:1: error: checks is missing",
        "policy: p|checks: [] # p.yaml:2:9: error: checks must be a list of checks, and it is empty",
        "policy: p|checks: {} # p.yaml:2:9: error: checks must be a list of checks, not a mapping",
        "policy: p|checks: [x] # p.yaml:2:10: error: a check must be a mapping, not a text",
        "policy: P|checks: [{ id: a, probe: fds, expect: { fd: 1 } }] # p.yaml:1:9: error: policy \"P\" is not a name",
        "policy: '{{ p }}'|checks: [{ id: a, probe: fds, expect: { fd: 1 } }] # p.yaml:1:9: error: policy cannot be a template",
        "policy: p|title: '{{ t }}'|checks: [{ id: a, probe: fds, expect: { fd: 1 } }] # p.yaml:2:8: error: title cannot be a template",
        "checks: [{ id: a, probe: fds, expect: { fd: 1 } }] # p.yaml:1:1: error: policy is missing",
        "policy: p|checks: [{ id: A, probe: fds, expect: { fd: 1 } }] # p.yaml:2:16: error: id \"A\" is not a name",
        "policy: p|checks: [{ id: '{{ a }}', probe: fds, expect: { fd: 1 } }] # p.yaml:2:16: error: id cannot be a template",
        "policy: p|checks: [{ probe: fds, expect: { fd: 1 } }] # p.yaml:2:10: error: id is missing",
        "policy: p|waivers: []|checks: [{ id: a, probe: fds, expect: { fd: 1 } }] # p.yaml:2:1: error: policy and waivers stand in one file",
        "policy: p|checks: [{ id: a, probe: fds, expect: { fd: !!int 1 } }] # p.yaml:2:45: error: tag tag:yaml.org,2002:int is not allowed",
      })
  void saysWhatIsWrongWithAFile(String lines, String message) {
    PolicyTexts texts = new PolicyTexts(folder);
    texts.read(lines.replace('|', '\n') + "\n");

    assertThat(texts.complaints().lines().filter(line -> line.startsWith("p.yaml")))
        .containsExactly(message);
  }

  /// What follows the column, and the hint.
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "expect: { version: >= 3 } # quote a text that begins with `>`: `\">= 3\"`",
        "expect: { version: [> 3, 4] } # quote a text that begins with `>`: `\"> 3\"`",
        "expect: { version: != 3 } # quote a text that begins with `!`: `\"!= 3\"`",
        "expect: {|  version: >= 3 } # quote a text that begins with `>`: `\">= 3\"`",
        "expect: { version: @x } # quote a text that begins with `@`: `\"@x\"`",
        "expect: { version: !x 3 } # remove the tag",
        "expect: { version: ] } # check quotes and indentation",
      })
  void saysThatAnOperatorMustBeQuoted(String lines, String hint) {
    assertThat(
            about("probe: packages\n" + lines.replace('|', '\n') + "\n").lines().toList().getLast())
        .isEqualTo("  hint: " + hint);
  }
}
