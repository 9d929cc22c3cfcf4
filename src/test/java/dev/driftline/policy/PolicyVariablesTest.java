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

/// `vars` of a policy.
class PolicyVariablesTest {

  private static final String USING =
      "\nchecks:\n  - { id: openssl-floor, probe: packages, where: { name: openssl }, expect: { version: '>= {{ openssl_min }}' } }\n";

  @TempDir private Path folder;

  @Test
  void theInventoryWins() {
    PolicyTexts texts = new PolicyTexts(folder);
    PolicySet set =
        texts.read("policy: site\ntitle: S\nhosts: all\nvars: { openssl_min: \"1.1.1\" }" + USING);

    assertThat(texts.complaints()).isEmpty();
    assertThat(expected(set, texts, Map.of())).isEqualTo(">= 1.1.1");
    assertThat(expected(set, texts, Map.of("openssl_min", "3.0"))).isEqualTo(">= 3.0");
  }

  @Test
  void anotherPolicyDoesNotSeeThem() {
    PolicyTexts texts = new PolicyTexts(folder);
    texts.write(
        "other.yaml",
        "policy: other\nvars: { openssl_min: '3.0' }" + USING.replace("floor", "other"));
    PolicySet set = texts.read("policy: site" + USING);

    set.forHost("web1", Map.of(), (_, _) -> true, texts.problems());

    assertThat(texts.complaints())
        .contains("p.yaml:3:88: error: host \"web1\": `openssl_min` is undefined\n");
  }

  @Test
  void aMisspelledNameIsUndefinedWithTheNearestOne() {
    PolicyTexts texts = new PolicyTexts(folder);
    String typed = "'>= {{ opensl_min | int }}'";
    PolicySet set =
        texts.read(
            "policy: site\nvars: { openssl_min: '1' }"
                + USING.replace("'>= {{ openssl_min }}'", typed)
                + "  - { id: b, probe: packages, where: { name: bash }, expect: { version: '>= {{ openssl_min }}' } }\n");

    set.forHost("web1", Map.of(), (_, _) -> true, texts.problems());

    assertThat(texts.complaints())
        .startsWith("p.yaml:4:88: error: host \"web1\": `opensl_min` is undefined\n")
        .contains("  hint: did you mean \"openssl_min\"?\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      commentCharacter = '!',
      quoteCharacter = '~',
      textBlock =
          """
          openssl-min: "1.1.1"           # p.yaml:4:9: error: "openssl-min" cannot be a variable: in a template it means openssl minus min # `openssl_min`
          user: mysql                    # p.yaml:4:9: error: "user" is a connection variable of the inventory, which would win # a name of its own: `openssl_user`
          openssl_min: "{{ other }}"     # p.yaml:4:22: error: a default is never a template # write the value, or set openssl_min in the inventory
          openssl_max: "1.1.1"           # p.yaml:4:9: warning: no template of this policy uses "openssl_max" # did you mean "openssl_min"?
          1st: "1.1.1"                   # p.yaml:4:9: error: "1st" cannot be a variable # use letters, digits and `_`, and no digit at the beginning
          ansible_host: "1.1.1"          # p.yaml:4:9: error: "ansible_host" is a connection variable of the inventory, which would win # a name of its own: `openssl_ansible_host`
          """)
  void saysWhatIsWrong(String variable, String message, String hint) {
    PolicyTexts texts = new PolicyTexts(folder);
    String line = "vars: { %s }".formatted(variable);
    texts.read("policy: site\ntitle: S\nhosts: all\n" + line + USING);

    int column = Integer.parseInt(message.split(":", -1)[2]);
    assertThat(texts.complaints())
        .isEqualTo(
            "%s\n  4 | %s\n    | %s^\n  hint: %s\n"
                .formatted(message, line, " ".repeat(column - 1), hint));
  }

  private static String expected(PolicySet set, PolicyTexts texts, Map<String, String> ofHost) {
    List<Check> checks = set.forHost("web1", ofHost, (_, _) -> true, texts.problems());
    assertThat(texts.complaints()).isEmpty();
    return ((Check.Expectation.Every) checks.getFirst().expectation())
        .conditions()
        .getFirst()
        .matcher()
        .text();
  }
}
