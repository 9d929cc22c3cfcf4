package dev.driftline.report;

import dev.driftline.model.table.Answer;

/// The answer of one host to one question, to be shown as a table.
///
/// @param hint what to do if the host was not reached, else empty
public record HostTable(String host, Answer answer, String hint) {

  public HostTable(String host, Answer answer) {
    this(host, answer, "");
  }
}
