package dev.driftline.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountTest {

  /// A word that is counted somewhere: the first text among the arguments.
  private static final Pattern COUNTED =
      Pattern.compile(
          "(?s)\\b(?:Count\\.of|Count\\.plural|ReportLines\\.count|lines\\.rest|Suggestion\\.of)\\([^\";]*\"([a-z ]+)\"");

  /// Words whose plural no rule of [Count] makes: those that end like `leaf`, `hero`, `axis`, and those that are plurals
  /// already.
  private static final Pattern IRREGULAR =
      Pattern.compile(".*(f|fe|o|is|man|child|foot|mouse|index|datum|data|people|person|[^aius]s)");

  @ParameterizedTest
  @CsvSource({
    "0, host, 0 hosts",
    "1, host, 1 host",
    "2, more host, 2 more hosts",
    "1, policy, 1 policy",
    "3, policy, 3 policies",
    "2, key, 2 keys",
    "2, query, 2 queries",
    "2, process, 2 processes",
    "2, status, 2 statuses",
    "2, alias, 2 aliases",
    "2, match, 2 matches",
    "2, hash, 2 hashes",
    "2, mailbox, 2 mailboxes",
    "2, cause, 2 causes",
    "9000000000, byte, 9000000000 bytes"
  })
  void aWordFollowsItsNumber(long number, String word, String counted) {
    assertThat(Count.of(number, word)).isEqualTo(counted);
  }

  @Test
  void everyWordThatIsCountedIsRegular() throws IOException {
    Set<String> words = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        COUNTED
            .matcher(Files.readString(file))
            .results()
            .map(MatchResult::group)
            .map(call -> call.substring(call.indexOf('"') + 1, call.length() - 1))
            .forEach(words::add);
      }
    }
    assertThat(words).contains("host", "policy", "check");
    assertThat(words).noneMatch(word -> IRREGULAR.matcher(word).matches());
    assertThat(List.of("leaf", "axis", "hosts", "index"))
        .allMatch(word -> IRREGULAR.matcher(word).matches());
  }
}
