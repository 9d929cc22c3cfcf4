package dev.driftline.cli.option;

import dev.driftline.inventory.connection.Templates;
import dev.driftline.policy.template.Renderer;
import dev.driftline.policy.template.Rendering;
import java.util.Map;

/// Renders templates of an inventory as those of policies: no lookups, no programs, no files. Not for several threads.
public final class InventoryTemplates implements Templates {

  private final Renderer renderer = new Renderer();

  @Override
  public Filled render(String template, Map<String, Object> values) {
    return switch (renderer.render(template, values)) {
      case Rendering.Text(String text) -> new Filled.Text(text);
      case Rendering.Failed failed -> new Filled.Failed(failed.message(), failed.hint());
    };
  }
}
