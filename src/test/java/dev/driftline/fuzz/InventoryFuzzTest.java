package dev.driftline.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.driftline.cli.option.InventoryTemplates;
import dev.driftline.inventory.Inventory;
import dev.driftline.inventory.pattern.Selection;
import dev.driftline.model.host.Host;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/// An inventory of any bytes, and a pattern of any text over a good one, end in hosts or in problems.
class InventoryFuzzTest {

  private static final String HOSTS =
      """
      all:
        hosts: { lone: }
        children:
          web: { hosts: { "web[01:12]": { ansible_port: 2222 } } }
          db: { hosts: { db1: , db2: { jump: lone } } }
          both: { children: { web: , db: } }
      """;

  @TempDir static Path folder;

  @FuzzTest
  void everyFileEndsInHostsOrProblems(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("hosts.yml"), bytes);
    Problems problems = new Problems();
    Inventory inventory =
        Inventory.read(List.of(file), List.of(), new InventoryTemplates(), problems);
    List<Host> hosts = inventory.select("all", problems);
    assertThat(!hosts.isEmpty() || !problems.isEmpty() || inventory.match("all").hosts().isEmpty())
        .isTrue();
    for (String host : inventory.match("all").hosts()) {
      assertThat(host).doesNotContainPattern("[\\x00-\\x20\\x7f/;|&$`'\"\\\\<>(){}*?!#~%^=,@+]");
      assertThat(host).doesNotStartWith("-");
      inventory.variables(host).values();
    }
    problems.sorted().stream().map(Problem::render).forEach(text -> assertThat(text).isNotBlank());
  }

  @FuzzTest
  void everyPatternEndsInHostsOrMistakes(byte[] bytes) throws IOException {
    String pattern = new String(bytes, StandardCharsets.UTF_8);
    Path file = Files.writeString(folder.resolve("good.yml"), HOSTS);
    Problems problems = new Problems();
    Inventory inventory =
        Inventory.read(List.of(file), List.of(), new InventoryTemplates(), problems);
    assertThat(problems.isEmpty()).isTrue();
    Selection selection = inventory.match(pattern);
    assertThat(inventory.match("all").hosts()).containsAll(selection.hosts());
    assertThat(selection.hosts()).doesNotHaveDuplicates();
    selection
        .mistakes()
        .forEach(mistake -> assertThat(mistake.offset()).isBetween(0, pattern.length()));
  }
}
