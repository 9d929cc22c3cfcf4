package dev.driftline.model.table;

import java.util.Optional;

/// Decides how the versions in a column are compared.
public sealed interface VersionScale {

  /// The column of the same row that it depends on; empty if it depends on none.
  Optional<String> dependsOn();

  /// All versions have the order of semantic versions.
  record Semantic() implements VersionScale {
    @Override
    public Optional<String> dependsOn() {
      return Optional.empty();
    }
  }

  /// Releases of kernels and operating systems: 6.1.0-18-amd64, 12, 22.04.
  record Release() implements VersionScale {
    @Override
    public Optional<String> dependsOn() {
      return Optional.empty();
    }
  }

  /// Versions of packages. The order is that of the package manager in the same row: dpkg, rpm and apk disagree about
  /// some versions.
  ///
  /// @param column names the manager
  record OfManager(String column) implements VersionScale {
    @Override
    public Optional<String> dependsOn() {
      return Optional.of(column);
    }
  }

  /// Series of releases, such as 10.11 or 8.0. The numbers have one order, but two series can be compared only if both
  /// makers count in the same way.
  ///
  /// @param column names the way in which the maker counts
  record OfMaker(String column) implements VersionScale {
    @Override
    public Optional<String> dependsOn() {
      return Optional.of(column);
    }
  }
}
