package dev.driftline.run.site;

import dev.driftline.inventory.Inventory;
import dev.driftline.policy.site.Waiver;
import dev.driftline.source.Problems;
import java.util.List;
import java.util.Set;

/// A waiver and the hosts on which it holds.
public record PlacedWaiver(Waiver waiver, Set<String> hosts) {

  /// The waivers with the hosts of their patterns.
  ///
  /// @param problems gets hosts that are not there, as warnings
  public static List<PlacedWaiver> of(
      List<Waiver> waivers, Inventory inventory, Problems problems) {
    return waivers.stream()
        .map(waiver ->
            new PlacedWaiver(
                waiver,
                SiteHosts.of(inventory, waiver.hosts(), "the waiver", waiver.file(), problems)))
        .toList();
  }
}
