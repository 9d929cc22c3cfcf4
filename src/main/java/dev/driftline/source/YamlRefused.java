package dev.driftline.source;

/// Ends the reading of one YAML file, because of what stands at one place in it. It never leaves the [YamlReader].
final class YamlRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient SourceLocation at;
  private final String message;
  private final String hint;

  YamlRefused(SourceLocation at, String message, String hint) {
    super(message, null, false, false);
    this.at = at;
    this.message = message;
    this.hint = hint;
  }

  void report(SourceFile file, Problems problems) {
    problems.error(file, at, message, hint);
  }
}
