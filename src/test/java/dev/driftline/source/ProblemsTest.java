package dev.driftline.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.text.Ascii;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {

  @Test
  void saysTheSameOnlyOnceAndSortsByPlace() {
    SourceFile file = new SourceFile("f", "one\ntwo\n");
    Problems problems = new Problems();
    problems.error(file, file.at(2, 1), "b", "");
    problems.error(file, file.at(1, 1), "a", "");
    problems.error(file, file.at(2, 1), "b", "");
    assertThat(problems.sorted().stream().map(Problem::message)).containsExactly("a", "b");
  }

  @Test
  void showsHiddenCharactersAndKeepsTheCaretExact() {
    SourceFile file = new SourceFile("f", "a\u202eb\tc");
    assertThat(Problem.error(file.at(1, 5), file.line(1), "bad \u001b[31m", "").render())
        .isEqualTo(
            """
            f:1:5: error: bad \\u{1b}[31m
              1 | a\\u{202e}b c
                |            ^
            """);
  }

  @Test
  void theCaretIsBelowItsCharacterInAsciiAndUnderWideLetters() {
    SourceFile file = new SourceFile("f", "漢é: x");
    Problem problem = Problem.error(file.at(1, 5), file.line(1), "bad", "");
    assertThat(Ascii.of(problem.render(true)))
        .isEqualTo(
            """
            f:1:5: error: bad
              1 | \\u{6f22}\\u{e9}: x
                |                 ^
            """);
    assertThat(problem.render())
        .isEqualTo(
            """
            f:1:5: error: bad
              1 | 漢é: x
                |      ^
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ansible_password: hunter2",
        "a: {db_passwd: hunter2}",
        "\"api_key\": hunter2",
        "x: {token: hunter2, y: 1}",
        "ssh_pass=hunter2",
      })
  void doesNotQuoteSecrets(String line) {
    SourceFile file = new SourceFile("f", line);
    Problems problems = new Problems();
    problems.error(file, file.at(1, 1), "m", "h");
    assertThat(problems.sorted().getFirst().render()).contains("***").doesNotContain("hunter2");
  }

  @Test
  void quotesWhereASecretIsKept() {
    assertThat(SecretNames.holdsSecret("password_file")).isFalse();
    assertThat(SecretNames.holdsSecret("ansible_ssh_private_key_file")).isFalse();
    assertThat(SecretNames.holdsSecret("bypass_proxy")).isFalse();
  }

  @Test
  void suggestsTheNearestWordElseListsThem() {
    assertThat(Suggestion.of("key", "hosst", List.of("hosts", "vars")))
        .isEqualTo("did you mean \"hosts\"?");
    assertThat(Suggestion.of("key", "zzz", List.of("hosts", "vars")))
        .isEqualTo("keys allowed here: hosts, vars");
  }
}
