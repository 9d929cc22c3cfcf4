package dev.driftline.cli.option;

import dev.driftline.inventory.Inventory;
import dev.driftline.source.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The options about hosts: the inventories, and a pattern that selects from them.
public final class InventoryOptions {

  private static final List<Path> USUAL =
      List.of(Path.of("inventory"), Path.of("/etc/driftline/inventory"));

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
          "Ansible YAML inventory, a file or a folder; may be repeated (default: inventory/, else"
              + " /etc/driftline/inventory).")
  private List<Path> sources = List.of();

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

  /// The inventories that were named, or else the usual one.
  public List<Path> sources() {
    return sources.isEmpty() ? List.of(usual()) : sources;
  }

  /// Whether inventories were named, by options or settings.
  public boolean isNamed() {
    return !sources.isEmpty();
  }

  /// The first one that exists. If none does, the error is about the first.
  private static Path usual() {
    return USUAL.stream().filter(Files::exists).findFirst().orElse(USUAL.getFirst());
  }

  /// All hosts of one inventory, as the demo needs it.
  public static InventoryOptions of(Path source) {
    InventoryOptions options = new InventoryOptions();
    options.sources = List.of(source);
    return options;
  }

  public Inventory read(Problems problems) {
    return Inventory.read(sources(), secretsFrom, new InventoryTemplates(), problems);
  }
}
