package dev.driftline.model.table;

/// What orders the versions in a column.
public sealed interface VersionScale {

  /// All have one order, that of semantic versions.
  record Semantic() implements VersionScale {}

  /// The package manager that the row names orders them: dpkg, rpm and apk disagree about some.
  ///
  /// @param column holds its name
  record OfManager(String column) implements VersionScale {}

  /// A line of releases, such as 10.11 or 8.0. The numbers have one order. But two of them can only be compared if both
  /// makers count alike.
  ///
  /// @param column holds the name of the way in which the maker counts
  record OfMaker(String column) implements VersionScale {}
}
