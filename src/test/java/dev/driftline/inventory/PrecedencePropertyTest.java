package dev.driftline.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.inventory.value.Variable;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Generated inventories against a model that knows only the rule: all, groups by depth, priority and name, then the
/// same for `group_vars`, then the host.
class PrecedencePropertyTest {

  private static final int GROUPS = 8;

  @Test
  void theNearestLastGroupWins(@TempDir Path path) throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 150; round++) {
      Model model = new Model(random);
      InventoryFolder folder = new InventoryFolder(path.resolve("r" + round));
      model.write(folder);
      Problems problems = new Problems();
      Inventory inventory = folder.read(problems, "hosts.yml");
      assertThat(problems.isEmpty()).as(folder.shown(problems)).isTrue();
      assertThat(inventory.variables("h").find("v").map(Variable::shown).orElse("-"))
          .as("seed %d, round %d, in %s", seed, round, folder.path())
          .isEqualTo(model.winner());
    }
  }

  /// Group i may contain group j only if i < j.
  private static final class Model {
    private final boolean[][] contains = new boolean[GROUPS][GROUPS];
    private final boolean[] member = new boolean[GROUPS];
    private final boolean[] inFile = new boolean[GROUPS];
    private final boolean[] inFolder = new boolean[GROUPS];
    private final int[] priority = new int[GROUPS];
    private final boolean all;
    private final boolean allInFolder;
    private final boolean own;
    private final List<Integer> names = new ArrayList<>();

    Model(Random random) {
      for (int i = 0; i < GROUPS; i++) {
        for (int j = i + 1; j < GROUPS; j++) {
          contains[i][j] = random.nextInt(4) == 0;
        }
        member[i] = random.nextInt(3) == 0;
        inFile[i] = random.nextInt(2) == 0;
        inFolder[i] = random.nextInt(6) == 0;
        priority[i] = random.nextInt(3);
        names.add(i);
      }
      java.util.Collections.shuffle(names, random);
      all = random.nextBoolean();
      allInFolder = random.nextInt(6) == 0;
      own = random.nextInt(10) == 0;
    }

    private String name(int group) {
      return "g" + names.get(group);
    }

    void write(InventoryFolder folder) throws IOException {
      StringBuilder text =
          new StringBuilder("all:\n  hosts: {h: {" + (own ? "v: own" : "") + "}}\n");
      text.append(all ? "  vars: {v: all}\n" : "");
      for (int i = 0; i < GROUPS; i++) {
        text.append(name(i)).append(":\n  vars: {ansible_group_priority: ").append(priority[i]);
        text.append(inFile[i] ? ", v: file-" + name(i) : "").append("}\n  children: {");
        for (int j = 0; j < GROUPS; j++) {
          text.append(contains[i][j] ? name(j) + ": , " : "");
        }
        text.append("}\n").append(member[i] ? "  hosts: h\n" : "");
        if (inFolder[i]) {
          folder.write("group_vars/" + name(i) + ".yml", "v: folder-" + name(i));
        }
      }
      if (allInFolder) {
        folder.write("group_vars/all.yml", "v: folder-all");
      }
      folder.write("hosts.yml", text.toString());
    }

    String winner() {
      List<Integer> groups = new ArrayList<>(ancestors());
      groups.sort(
          Comparator.comparingInt(this::depth)
              .thenComparingInt(g -> priority[g])
              .thenComparing(this::name));
      String value = all ? "all" : "-";
      for (int group : groups) {
        value = inFile[group] ? "file-" + name(group) : value;
      }
      value = allInFolder ? "folder-all" : value;
      for (int group : groups) {
        value = inFolder[group] ? "folder-" + name(group) : value;
      }
      return own ? "own" : value;
    }

    private Set<Integer> ancestors() {
      Set<Integer> found = new TreeSet<>();
      for (int j = GROUPS - 1; j >= 0; j--) {
        boolean parent = member[j];
        for (int k = j + 1; k < GROUPS; k++) {
          parent |= contains[j][k] && found.contains(k);
        }
        if (parent) {
          found.add(j);
        }
      }
      return found;
    }

    private int depth(int group) {
      int depth = 1;
      for (int i = 0; i < group; i++) {
        depth = contains[i][group] ? Math.max(depth, depth(i) + 1) : depth;
      }
      return depth;
    }
  }
}
