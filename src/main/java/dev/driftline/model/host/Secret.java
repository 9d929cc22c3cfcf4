package dev.driftline.model.host;

import java.nio.charset.StandardCharsets;

/// A password or passphrase. It is never shown: not by [#toString], not in a log, not in a report.
///
/// It is no record, because a record would show and compare its content.
public final class Secret {

  private final byte[] utf8;

  public Secret(String text) {
    this.utf8 = text.getBytes(StandardCharsets.UTF_8);
  }

  /// A fresh copy in UTF-8. The caller must wipe it after use.
  public byte[] copy() {
    return utf8.clone();
  }

  @Override
  public String toString() {
    return "***";
  }
}
