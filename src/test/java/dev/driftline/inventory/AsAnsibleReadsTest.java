package dev.driftline.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.inventory.pattern.Selection;
import dev.driftline.source.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Generated inventories and patterns, read by driftline and by ansible-core. Needs Debian's package `ansible-core`.
@Tag("host")
class AsAnsibleReadsTest {

  private static final int ROUNDS = Integer.getInteger("driftline.rounds", 60);

  /// An answer of ansible-core: a record of `ask_ansible.py`.
  private record Answer(String round, String kind, String what, String text) {

    static Answer of(String line) {
      String[] fields = line.split("\t", -1);
      return new Answer(fields[0], fields[1], fields[2], fields.length > 3 ? fields[3] : "");
    }
  }

  @Test
  void hostsSubscriptsAndValuesAreThoseOfAnsible(@TempDir Path path) throws Exception {
    long seed = Long.getLong("driftline.seed", System.nanoTime());
    System.out.println("AsAnsibleReadsTest -Ddriftline.seed=" + seed);
    Random random = new Random(seed);
    Map<String, Inventory> inventories = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      String name = "r%04d".formatted(round);
      InventoryFolder folder = new InventoryFolder(path.resolve(name));
      List<String> sources = new RandomInventory(random).write(folder);
      Problems problems = new Problems();
      inventories.put(name, folder.read(problems, sources.toArray(String[]::new)));
      assertThat(problems.hasErrors()).as(folder.shown(problems)).isFalse();
    }
    List<Answer> answers = askAnsible(path);
    int counted = 0;
    for (Answer answer : answers) {
      Inventory inventory = Objects.requireNonNull(inventories.get(answer.round()));
      String where = "seed %d, %s in %s".formatted(seed, answer, path);
      switch (answer.kind()) {
        case "hosts" -> {
          assertThat(hosts(inventory, answer)).as(where).isEqualTo(answer.text());
          counted += answer.what().matches(".*\\[[0-9:-]+].*") ? 1 : 0;
        }
        case "value" ->
            assertThat(values(inventory, answer.what())).as(where).contains(answer.text());
        default -> assertThat(answer.kind()).isEqualTo("shuffled");
      }
    }
    assertThat(counted).as("answers about subscripts").isGreaterThan(ROUNDS);
    for (Map.Entry<String, Inventory> each : inventories.entrySet()) {
      Inventory inventory = each.getValue();
      int ours =
          inventory.match("all").hosts().stream().mapToInt(h -> values(inventory, h).size()).sum();
      assertThat(
              answers.stream()
                  .filter(a -> a.round().equals(each.getKey()) && a.kind().equals("value")))
          .as("seed %d, values of %s", seed, each.getKey())
          .hasSize(ours);
    }
  }

  /// The hosts that driftline selects, sorted. Where a part selects no host, driftline refuses the whole pattern, and
  /// Ansible takes the other parts: then the answer is Ansible's, if it says that such a part is there.
  private static String hosts(Inventory inventory, Answer answer) {
    Selection selection = inventory.match(answer.what());
    if (selection.mistakes().isEmpty()) {
      return String.join(",", selection.hosts().stream().sorted().toList());
    }
    boolean several = answer.what().contains(":") && answer.what().split(":(?![0-9]*])").length > 1;
    return several ? answer.text() : "";
  }

  private static List<String> values(Inventory inventory, String host) {
    return inventory.variables(host).list().stream()
        .filter(variable -> variable.name().matches("v[0-9]"))
        .map(variable -> variable.name() + "=" + variable.shown())
        .toList();
  }

  private static List<Answer> askAnsible(Path path) throws Exception {
    Path program = path.resolve("ask_ansible.py");
    try (var stream = AsAnsibleReadsTest.class.getResourceAsStream("ask_ansible.py")) {
      Files.copy(stream, program);
    }
    Path errors = path.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder("/usr/bin/python3", program.toString(), path.toString());
    builder.environment().put("HOME", path.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.redirectError(errors.toFile()).start();
    List<Answer> answers = new ArrayList<>();
    try (var lines = process.inputReader()) {
      lines.lines().map(Answer::of).forEach(answers::add);
    }
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    return answers;
  }
}
