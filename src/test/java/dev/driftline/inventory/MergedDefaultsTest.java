package dev.driftline.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Aliases and merge keys, as inventories of many hosts have them.
class MergedDefaultsTest {

  private final Problems problems = new Problems();
  private final InventoryFolder folder;

  MergedDefaultsTest(@TempDir Path path) {
    this.folder = new InventoryFolder(path);
  }

  private Inventory read(String text) throws IOException {
    folder.write("hosts.yml", text);
    return folder.read(problems, "hosts.yml");
  }

  @Test
  void mergesMappingsAsYamlDoes() throws IOException {
    Inventory inventory =
        read(
            """
            all:
              vars:
                base: &base { a: 1, b: 1 }
                more: &more { b: 2, c: 2 }
                one: { <<: *base, b: 3 }
                two: { <<: [*base, *more], d: 4 }
                text: !!str 5
              hosts:
                h1: &h { ansible_port: 2222, v: x }
                h2: { <<: *h, v: y }
            """);
    assertThat(folder.shown(problems)).isEmpty();
    assertThat(
            inventory.variables("h2").list().stream().map(v -> v.name() + "=" + v.shown()).toList())
        .containsExactly(
            "ansible_port=2222",
            "base={a: 1, b: 1}",
            "more={b: 2, c: 2}",
            "one={a: 1, b: 3}",
            "text=5",
            "two={b: 1, c: 2, a: 1, d: 4}",
            "v=y");
    assertThat(inventory.variables("h2").values()).containsEntry("text", "5");
  }

  @Test
  void mergesTheSameDefaultsIntoThousandsOfHosts() throws IOException {
    String defaults =
        IntStream.range(0, 50).mapToObj("v%d: x"::formatted).collect(Collectors.joining(", "));
    String hosts =
        IntStream.range(0, 5_000)
            .mapToObj("    h%d: {<<: *d, own: 1}\n"::formatted)
            .collect(Collectors.joining());
    Inventory inventory =
        read("all:\n  vars: {d: &d {%s}}\n  hosts:\n%s    last: *d\n".formatted(defaults, hosts));
    assertThat(folder.shown(problems)).isEmpty();
    assertThat(inventory.variables("h4999").list()).hasSize(52);
    assertThat(inventory.variables("last").list()).hasSize(51);
  }

  @Test
  void refusesAliasesThatGrowWithoutEnd() throws IOException {
    StringBuilder laughs = new StringBuilder("all: {hosts: {h: }}\na0: &a0 [x, x, x]\n");
    for (int i = 1; i < 18; i++) {
      laughs.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
    }
    read(laughs.toString());
    assertThat(folder.shown(problems))
        .startsWith("hosts.yml:9:20: error: aliases stand for more than 14700 values\n")
        .contains("hint: write what they share into the vars of a group\n");
  }

  @Test
  void refusesToMergeWhatIsNoMapping() throws IOException {
    read("all: {vars: {a: {<<: x}}}");
    assertThat(folder.shown(problems))
        .startsWith("hosts.yml:1:18: error: \"<<\" merges mappings, and this is a text\n");
  }
}
