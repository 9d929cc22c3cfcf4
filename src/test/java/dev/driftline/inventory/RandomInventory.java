package dev.driftline.inventory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// A generated inventory, and host patterns for it. Groups contain each other without a cycle, in any written order;
/// hosts are in several groups, in none, or directly in `all`; the same variables are set in many places.
final class RandomInventory {

  private static final List<String> GROUPS =
      List.of("web", "weba", "db", "prod", "canary", "east", "west", "old");
  private static final List<String> HOSTS =
      List.of("web1", "web2", "web3", "db1", "db2", "db10", "cache", "x.example", "n-a", "web-9");
  private static final int VARIABLES = 3;
  private static final int PATTERNS = 25;

  private final Random random;

  /// Group i may contain group j only if i < j here.
  private final List<String> groups;

  RandomInventory(Random random) {
    this.random = random;
    this.groups = new ArrayList<>(GROUPS);
    Collections.shuffle(groups, random);
  }

  /// Writes `hosts.yml`, perhaps `second.yml`, `group_vars/`, `host_vars/`, and the file `patterns`.
  ///
  /// @return the sources
  List<String> write(InventoryFolder folder) throws IOException {
    List<String> sources = new ArrayList<>(List.of("hosts.yml"));
    folder.write("hosts.yml", source("hosts"));
    if (random.nextInt(3) == 0) {
      folder.write("second.yml", source("second"));
      sources.add("second.yml");
    }
    for (String group : groups) {
      if (random.nextInt(6) == 0) {
        folder.write("group_vars/" + group + ".yml", "v0: folder-" + group + "\n");
      }
    }
    if (random.nextInt(4) == 0) {
      folder.write("group_vars/all.yml", "v0: folder-all\nv1: folder-all\n");
    }
    List<String> patterns = new ArrayList<>();
    for (int i = 0; i < PATTERNS; i++) {
      patterns.add(pattern());
    }
    folder.write("patterns", String.join("\n", patterns) + "\n");
    return sources;
  }

  private String source(String name) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      texts.add(group(name, i));
    }
    texts.add("all:\n  hosts: {" + hosts(name, 8) + "}\n  vars: {" + values(name + "-all") + "}\n");
    Collections.shuffle(texts, random);
    return String.join("", texts);
  }

  private String group(String source, int at) {
    String name = groups.get(at);
    List<String> children = new ArrayList<>();
    for (String child : groups.subList(at + 1, groups.size())) {
      if (random.nextInt(5) == 0) {
        children.add(child + ": ");
      }
    }
    Collections.shuffle(children, random);
    List<String> sections = new ArrayList<>();
    sections.add("  hosts: {" + hosts(source + "-" + name, 5) + "}\n");
    sections.add("  children: {" + String.join(", ", children) + "}\n");
    String priority = random.nextInt(4) == 0 ? "ansible_group_priority: 3, " : "";
    sections.add("  vars: {" + priority + values(source + "-" + name) + "}\n");
    Collections.shuffle(sections, random);
    return name + ":\n" + String.join("", sections);
  }

  /// One of `rarity` hosts, in any order, now and then a range.
  private String hosts(String place, int rarity) {
    List<String> hosts = new ArrayList<>();
    for (String host : HOSTS) {
      if (random.nextInt(rarity) == 0) {
        String own = random.nextInt(4) == 0 ? "{" + values(place + "-" + host) + "}" : "";
        hosts.add(host + ": " + own);
      }
    }
    if (random.nextInt(4) == 0) {
      hosts.add("\"n[01:0" + (1 + random.nextInt(4)) + "]\": ");
    }
    Collections.shuffle(hosts, random);
    return String.join(", ", hosts);
  }

  private String values(String text) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < VARIABLES; i++) {
      if (random.nextInt(3) == 0) {
        values.add("v%d: %s".formatted(i, text));
      }
    }
    return String.join(", ", values);
  }

  private String pattern() {
    StringBuilder pattern = new StringBuilder(part());
    while (random.nextInt(3) == 0) {
      pattern.append(":").append(one(List.of("", "", "&", "!"))).append(part());
    }
    return pattern.toString();
  }

  private String part() {
    String name =
        switch (random.nextInt(8)) {
          case 0 -> one(HOSTS);
          case 1 -> "all";
          case 2 -> one(List.of("w*", "*b*", "db?", "[dw]*", "*", "*[!0-9]", "~w.*1", "ungrouped"));
          default -> one(GROUPS);
        };
    int from = random.nextInt(5);
    // Ansible reads [3:0] as [3]
    int to = from + random.nextInt(4);
    return name
        + switch (random.nextInt(6)) {
          case 0 -> "[" + from + "]";
          case 1 -> "[-" + (from + 1) + "]";
          case 2 -> "[" + from + one(List.of(":", "-")) + (to == 0 ? 1 : to) + "]";
          case 3 -> "[" + from + ":]";
          default -> "";
        };
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
