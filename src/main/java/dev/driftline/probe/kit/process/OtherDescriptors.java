package dev.driftline.probe.kit.process;

import dev.driftline.model.budget.Budget;
import dev.driftline.probe.kit.Lines;
import dev.driftline.probe.kit.Look;
import dev.driftline.probe.kit.ShellHalf;
import dev.driftline.probe.kit.network.NetworkTables;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The look at the descriptors above 2, which are asked for only where a check names one.
public final class OtherDescriptors {

  /// The descriptors above 2. Those up to 2 are in the process table ([ProcessTable#descriptors()]).
  public static final Look<DescriptorTable> LOOK =
      Look.whole(
          NamedProcesses.look(
              "other-descriptors",
              ShellHalf.load(OtherDescriptors.class, "other-descriptors"),
              4 * 1024 * 1024,
              setups()),
          "the descriptors",
          OtherDescriptors::read);

  private static String[] setups() {
    return Stream.of(
            Stream.of(ShellHalf.QUIET_LS, ShellHalf.LS, ShellHalf.LS_ALL),
            NetworkTables.SETUPS.stream(),
            Stream.of("stat", "list-descriptors", "descriptor-sockets", "other-descriptors")
                .map(name -> ShellHalf.awk(OtherDescriptors.class, name)))
        .flatMap(texts -> texts)
        .toArray(String[]::new);
  }

  private OtherDescriptors() {}

  /// Reads the output of `other-descriptors.sh`; empty if it is not whole or not understood.
  static Optional<DescriptorTable> read(String text, Budget budget) {
    DescriptorReader reader = new DescriptorReader(budget);
    return Lines.ofLastLook(text, Set.of("descriptors", "unread"), budget, reader::take)
        ? Optional.of(reader.table())
        : Optional.empty();
  }
}
