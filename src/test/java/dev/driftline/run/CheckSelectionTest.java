package dev.driftline.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.option.InventoryTemplates;
import dev.driftline.inventory.Inventory;
import dev.driftline.policy.Check;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckSelectionTest {

  private static final Set<String> ANY = Set.of();

  private static final String POLICY =
      """
      policy: p
      hosts: all
      checks:
        - id: descriptors
          tags: [fast]
          probe: fds
          where: { fd: 2 }
          expect: { kind: dev-null }
        - id: quiet
          tags: [slow]
          probe: { command: rndc status }
          expect: { stderr: clean }
        - id: data-file
          tags: [rare]
          enabled: false
          probe: fds
          where: { fd: 2 }
          expect: { kind: { not: file-write } }
      """;

  @TempDir private Path folder;

  private final Problems problems = new Problems();

  @Test
  void withoutIdsAndTagsEveryCheckIsSelected() throws IOException {
    assertThat(selected(new CheckSelection(ANY, ANY, false)))
        .containsExactly("descriptors", "quiet");
  }

  @Test
  void aCheckIsSelectedByItsIdAndByATag() throws IOException {
    assertThat(selected(new CheckSelection(Set.of("quiet"), ANY, false))).containsExactly("quiet");
    assertThat(selected(new CheckSelection(ANY, Set.of("fast"), false)))
        .containsExactly("descriptors");
  }

  @Test
  void aCheckThatIsOffRunsOnlyWhereItsIdOrATagOfItAsksForIt() throws IOException {
    assertThat(selected(new CheckSelection(Set.of("data-file"), ANY, false)))
        .containsExactly("data-file");
    assertThat(selected(new CheckSelection(ANY, Set.of("rare", "fast"), false)))
        .containsExactly("descriptors", "data-file");
    assertThat(selected(new CheckSelection(ANY, ANY, false).withThoseOff()))
        .containsExactly("descriptors", "quiet", "data-file");
  }

  @Test
  void anIdAndATagMustBothFit() throws IOException {
    assertThat(selected(new CheckSelection(Set.of("quiet"), Set.of("fast"), false))).isEmpty();
    assertThat(shown())
        .isEqualTo(
            """
            HOSTS:1:1: error: no check covers any of the selected hosts
              hint: look at the `hosts` patterns of the policies, or select other hosts
            """);
  }

  @Test
  void misspelledIdsAndTagsAreReportedInTheOrderTheyWereTyped() throws IOException {
    selected(new CheckSelection(inOrder("quite", "b", "a"), Set.of("fats"), false));
    assertThat(shown())
        .isEqualTo(
            """
            --check:1:1: error: no check "quite" in the policies
              1 | quite
                | ^
              hint: did you mean "quiet"?
            --check:1:1: error: no check "b" in the policies
              1 | b
                | ^
              hint: checks allowed here: descriptors, quiet, data-file
            --check:1:1: error: no check "a" in the policies
              1 | a
                | ^
              hint: checks allowed here: descriptors, quiet, data-file
            --tags:1:1: error: no tag "fats" in the policies
              1 | fats
                | ^
              hint: did you mean "fast"?
            """);
  }

  @Test
  void onlyTheCheckThatRunsACommandIsOffWithoutCommands() throws IOException {
    CheckSelection selection = new CheckSelection(ANY, ANY, true);
    assertThat(assignment(selection).of("app1"))
        .extracting(Check::subject)
        .satisfiesExactly(
            descriptors -> assertThat(descriptors).isInstanceOf(Check.Subject.Rows.class),
            quiet ->
                assertThat(quiet)
                    .isEqualTo(new Check.Subject.NotAsked("commands are off: --no-commands")));
  }

  private List<String> selected(CheckSelection selection) throws IOException {
    return assignment(selection).of("app1").stream().map(check -> check.info().id()).toList();
  }

  private Assignment assignment(CheckSelection selection) throws IOException {
    Path hosts = Files.writeString(folder.resolve("hosts.yml"), "all: { hosts: { app1: } }\n");
    Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    Inventory inventory =
        Inventory.read(List.of(hosts), List.of(), new InventoryTemplates(), problems);
    PolicySet policies = PolicySet.read(List.of(policy), Catalog.tables(), problems);
    assertThat(problems.isEmpty()).as(shown()).isTrue();
    return Assignment.of(
        inventory, inventory.select("all", problems), policies, selection, problems);
  }

  private static Set<String> inOrder(String... words) {
    return new LinkedHashSet<>(List.of(words));
  }

  private String shown() {
    return problems.sorted().stream().map(Problem::render).collect(Collectors.joining());
  }
}
