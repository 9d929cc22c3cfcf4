package dev.driftline.policy.template;

/// The result of rendering a template.
public sealed interface Rendering {

  /// The text. Braces in it come from a variable and are ordinary text: it is never rendered again.
  record Text(String text) implements Rendering {}

  /// It could not be rendered, so there is no text.
  ///
  /// @param line within the template, counted from 1
  record Failed(int line, String message, String hint) implements Rendering {}
}
