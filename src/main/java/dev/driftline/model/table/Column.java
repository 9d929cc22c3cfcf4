package dev.driftline.model.table;

/// One documented column of a table.
///
/// @param name        lower case, words joined by `_`; in a pair `client.version`
/// @param type        how its texts are compared
/// @param description one sentence for people who write policies
/// @param example     a value it really had
public record Column(String name, ColumnType type, String description, String example) {}
