package dev.driftline.inventory.connection;

import java.util.Map;

/// Fills in templates of connection variables, such as `{{ ip }}`, with the other variables of the same host.
///
/// A value may be a template itself, as in Ansible. All of these texts stand in the inventory, so nothing that a host
/// says is ever rendered.
public interface Templates {

  /// How often a text may lead to a template again.
  int DEEPEST = 5;

  /// Fills in one template.
  ///
  /// @param values of the host, without those that are closed by a tag
  Filled render(String template, Map<String, Object> values);

  /// The text without any template.
  default Filled fill(String template, Map<String, Object> values) {
    Filled filled = new Filled.Text(template);
    for (int depth = 0; depth < DEEPEST; depth++) {
      if (!(filled instanceof Filled.Text(String text)) || !isTemplate(text)) {
        return filled;
      }
      filled = render(text, values);
    }
    return filled instanceof Filled.Text(String text) && isTemplate(text)
        ? new Filled.Failed("templates lead to templates without end", "write the value out")
        : filled;
  }

  static boolean isTemplate(String text) {
    return text.contains("{{") || text.contains("{%");
  }

  /// What became of a template.
  sealed interface Filled {

    /// The text, which contains no template.
    record Text(String text) implements Filled {}

    /// It could not be filled in.
    ///
    /// @param message what is wrong, as a part of a sentence
    record Failed(String message, String hint) implements Filled {}
  }
}
