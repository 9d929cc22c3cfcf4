package dev.driftline.inventory.connection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The known-hosts files that ssh arguments name (`UserKnownHostsFile`, `GlobalKnownHostsFile` of `ssh_config(5)`).
final class KnownHostsArguments {

  private static final String USERS = "~/.ssh/known_hosts ~/.ssh/known_hosts2";
  private static final String GLOBAL = "/etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2";

  private KnownHostsArguments() {}

  /// The files of the user first. Empty if the arguments name none.
  static List<Path> of(List<SshArguments> arguments, Settings settings) {
    Optional<SshArguments> users = with("userknownhostsfile", arguments);
    Optional<SshArguments> global = with("globalknownhostsfile", arguments);
    if (users.isEmpty() && global.isEmpty()) {
      return List.of();
    }
    // if only one of the two options is given, ssh uses its default for the other
    SshArguments any = users.or(() -> global).orElseThrow();
    String files =
        users.flatMap(a -> a.value("userknownhostsfile")).orElse(USERS)
            + " "
            + global.flatMap(a -> a.value("globalknownhostsfile")).orElse(GLOBAL);
    List<Path> paths = new ArrayList<>();
    for (String file : ShellWords.split(files)) {
      if (!file.equalsIgnoreCase("none")) {
        LocalFiles.path(file, any.at(), settings).ifPresent(paths::add);
      }
    }
    if (paths.isEmpty()) {
      settings.error(
          any.at(), "no known-hosts file is left", "host keys are always checked: name a file");
    }
    return paths;
  }

  private static Optional<SshArguments> with(String option, List<SshArguments> arguments) {
    return arguments.stream().filter(a -> a.value(option).isPresent()).findFirst();
  }
}
