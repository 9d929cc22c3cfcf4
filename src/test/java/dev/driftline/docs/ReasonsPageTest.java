package dev.driftline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/reasons.md` explains every word that a report gives as a reason, and no other.
class ReasonsPageTest {

  private static final Pattern HEADING = Pattern.compile("(?m)^## `([a-z-]+)`$");
  private static final Pattern IN_SHORT =
      Pattern.compile("(?m)^\\| \\[`([a-z-]+)`]\\(#\\1\\) \\| \\S.* \\|$");

  @Test
  void everyReasonHasALineAndASectionThatSaysWhatToDo() throws IOException {
    String page = Files.readString(Path.of("docs", "reasons.md"));
    List<String> words = Arrays.stream(Reason.values()).map(Reason::word).toList();

    assertThat(found(IN_SHORT, page)).isEqualTo(words);
    assertThat(found(HEADING, page)).isEqualTo(words);
    List<String> sections = List.of(page.split("(?m)^## ", -1));
    assertThat(sections.subList(1, sections.size()))
        .allMatch(section ->
            section.matches(
                "(?s).*\\*\\*Means\\.\\*\\* \\S.*\\*\\*Example\\.\\*\\* `.*\\*\\*What to do\\.\\*\\* \\S.*"));
  }

  private static List<String> found(Pattern pattern, String page) {
    return pattern.matcher(page).results().map(match -> match.group(1)).toList();
  }
}
