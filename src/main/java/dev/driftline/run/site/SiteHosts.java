package dev.driftline.run.site;

import dev.driftline.inventory.Inventory;
import dev.driftline.inventory.pattern.Selection;
import dev.driftline.policy.HostPatternText;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import java.util.LinkedHashSet;
import java.util.Set;

/// Finds the hosts of an override or a waiver.
///
/// A part of the pattern that matches nothing is a warning: the host may have been retired, and what holds on fewer
/// hosts only gives findings back. But if that part excludes hosts, more would be left than was meant. Then it holds
/// nowhere.
final class SiteHosts {

  private SiteHosts() {}

  /// @param what holds there, for messages: `the waiver`
  static Set<String> of(
      Inventory inventory,
      HostPatternText pattern,
      String what,
      SourceFile file,
      Problems problems) {
    Selection matched = inventory.match(pattern.text());
    boolean wide = false;
    for (Selection.Mistake mistake : matched.mistakes()) {
      boolean excludes = mistake.offset() > 0 && pattern.text().charAt(mistake.offset() - 1) == '!';
      wide |= excludes;
      problems.warning(
          file,
          pattern.at(),
          "host pattern \"%s\": %s%s"
              .formatted(
                  pattern.text(),
                  mistake.message(),
                  excludes ? ", so %s holds nowhere".formatted(what) : ""),
          mistake.hint());
    }
    return wide ? Set.of() : new LinkedHashSet<>(matched.hosts());
  }
}
