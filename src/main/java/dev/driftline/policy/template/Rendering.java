package dev.driftline.policy.template;

/// What became of a template.
public sealed interface Rendering {

  /// The text. Braces in it came from a variable and are just text: it is never rendered again.
  record Text(String text) implements Rendering {}

  /// It could not be rendered, and nothing of it may be used.
  ///
  /// @param line within the template, counted from 1
  record Failed(int line, String message, String hint) implements Rendering {}
}
