package dev.driftline.report;

import dev.driftline.model.table.Answer;

/// What one host answered to one question, to be shown as a table.
public record HostTable(String host, Answer answer) {}
