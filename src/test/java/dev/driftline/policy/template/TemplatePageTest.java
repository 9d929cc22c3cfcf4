package dev.driftline.policy.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/policies.md` lists the statements and filters that templates may use, and no other.
class TemplatePageTest {

  private static final Pattern WORD = Pattern.compile("`([a-z]+)`");

  @Test
  void listsWhatIsAllowed() throws IOException {
    assertThat(listed("statements")).isEqualTo(Engine.TAGS);
    assertThat(listed("filters")).isEqualTo(Engine.FILTERS);
  }

  private static Set<String> listed(String what) throws IOException {
    String start = "| " + what + " | ";
    String row =
        Files.readString(Path.of("docs", "policies.md"))
            .lines()
            .filter(line -> line.startsWith(start))
            .findFirst()
            .orElseThrow()
            .substring(start.length());
    return WORD.matcher(row)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toUnmodifiableSet());
  }
}
