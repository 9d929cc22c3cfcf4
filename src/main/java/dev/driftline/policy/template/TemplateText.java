package dev.driftline.policy.template;

/// Tells whether a text contains a template. It looks for `{{`, `{%` and `{#` only.
public final class TemplateText {

  private TemplateText() {}

  public static boolean isTemplate(String text) {
    return text.contains("{{") || text.contains("{%") || text.contains("{#");
  }
}
