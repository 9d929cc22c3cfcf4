package dev.driftline.cli.option;

import dev.driftline.inventory.Inventory;
import dev.driftline.source.Problems;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The options about hosts: the inventories, and a pattern that selects from them.
public final class InventoryOptions {

  @Parameters(
      arity = "0..1",
      paramLabel = "HOSTS",
      defaultValue = "all",
      description = "Hosts, as an Ansible pattern: 'app:&prod:!retired', 'web*' (default: all).")
  private String pattern = "all";

  @Option(
      names = {"-i", "--inventory"},
      paramLabel = "INVENTORY",
      description =
          "Ansible YAML inventory, a file or a folder; may be repeated (default: inventory/).")
  private List<Path> sources = List.of(Path.of("inventory"));

  @Option(
      names = "--secrets-from",
      paramLabel = "DIR",
      description =
          "A folder from which the inventory may take password files; may be repeated (always: the"
              + " inventory's own folder, ~/.ssh and /etc/driftline).")
  private List<Path> secretsFrom = List.of();

  public String pattern() {
    return pattern;
  }

  public List<Path> sources() {
    return sources;
  }

  /// All hosts of one inventory, as the demo needs it.
  public static InventoryOptions of(Path source) {
    InventoryOptions options = new InventoryOptions();
    options.sources = List.of(source);
    return options;
  }

  public Inventory read(Problems problems) {
    return Inventory.read(sources, secretsFrom, new InventoryTemplates(), problems);
  }
}
