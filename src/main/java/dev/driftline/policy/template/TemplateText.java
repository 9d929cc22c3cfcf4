package dev.driftline.policy.template;

/// Tells texts that hold a template from those that do not. Looks at the text only.
public final class TemplateText {

  private TemplateText() {}

  public static boolean isTemplate(String text) {
    return text.contains("{{") || text.contains("{%") || text.contains("{#");
  }
}
