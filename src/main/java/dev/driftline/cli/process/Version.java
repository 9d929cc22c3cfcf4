package dev.driftline.cli.process;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// The version of this program, from the manifest of its jar.
public final class Version implements IVersionProvider {

  /// `0.1.0`, or `development` when the classes do not come from the packaged jar.
  public static String text() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), "development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"driftline " + text()};
  }
}
