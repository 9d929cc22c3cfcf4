package dev.driftline.cli.option;

import java.nio.file.Path;

/// Where the policies are that came with driftline. They are found from any working directory.
public final class ShippedPolicies {

  private ShippedPolicies() {}

  /// Their folder. It is missing if the installation is not complete, which reading it reports.
  public static Path folder() {
    return Path.of(System.getProperty("driftline.home", "."), "checks");
  }
}
