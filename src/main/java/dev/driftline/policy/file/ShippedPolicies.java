package dev.driftline.policy.file;

import dev.driftline.model.table.TableDefinition;
import dev.driftline.source.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The policies that came with driftline. They are found from any working directory.
public final class ShippedPolicies {

  private ShippedPolicies() {}

  /// Their folder. It is missing if the installation is not complete, which reading it reports.
  public static Path folder() {
    return Path.of(System.getProperty("driftline.home", "."), "checks");
  }

  /// Whether a file is one of them.
  public static boolean has(Path file) {
    return file.toAbsolutePath().normalize().startsWith(folder().toAbsolutePath().normalize());
  }

  /// The ids of their checks; none if they cannot be read.
  static List<String> ids(Map<String, TableDefinition> tables) {
    if (!Files.isDirectory(folder())) {
      return List.of();
    }
    return PolicySet.read(List.of(folder()), tables, new Problems()).drafts().stream()
        .flatMap(policy -> policy.checks().stream())
        .map(check -> check.info().id())
        .toList();
  }
}
