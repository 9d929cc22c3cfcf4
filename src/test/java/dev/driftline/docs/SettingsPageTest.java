package dev.driftline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.setting.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The page about options explains each key of `driftline.yml`, in the program's order.
class SettingsPageTest {

  @Test
  void eachKeyHasARow() throws IOException {
    String page = Files.readString(Path.of("docs/options.md"));
    String table = page.substring(page.indexOf("| key | option |"), page.indexOf("**Which file"));

    List<String> keys =
        Pattern.compile("(?m)^\\| `([a-z_]+)` \\|")
            .matcher(table)
            .results()
            .map((MatchResult row) -> row.group(1))
            .toList();

    assertThat(keys).isEqualTo(SettingsReader.KEYS);
  }
}
