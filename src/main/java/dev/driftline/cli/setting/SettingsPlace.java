package dev.driftline.cli.setting;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where `driftline.yml` is looked for. The first one that is found is the only one: two of them are never mixed.
public final class SettingsPlace {

  /// Where it is looked for if `--config` names none: in the current folder, then for the whole machine.
  private static final List<Path> USUAL =
      List.of(Path.of("driftline.yml"), Path.of("/etc/driftline/driftline.yml"));

  private SettingsPlace() {}

  /// The file that counts; empty if there is none.
  ///
  /// @param named by `--config`
  public static Optional<Path> find(Optional<Path> named) {
    return named.or(() -> first(USUAL.stream()));
  }

  /// A link that leads nowhere counts, too: its owner meant that there is a file, so it is an error and not skipped.
  static Optional<Path> first(Stream<Path> places) {
    return places.filter(place -> Files.exists(place, LinkOption.NOFOLLOW_LINKS)).findFirst();
  }
}
