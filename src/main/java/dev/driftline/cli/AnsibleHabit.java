package dev.driftline.cli;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.UnmatchedArgumentException;

/// Options of `ansible` that people type by habit, and what to type here instead.
final class AnsibleHabit {

  private static final String HOSTS =
      "hosts are named without an option: driftline check 'app:&prod,db1'";
  private static final String VARIABLES =
      "variables stand in the inventory: group_vars/, host_vars/";
  private static final Map<String, String> HERE =
      Map.ofEntries(
          Map.entry("-l", HOSTS),
          Map.entry("--limit", HOSTS),
          Map.entry("-e", VARIABLES),
          Map.entry("--extra-vars", VARIABLES),
          Map.entry("-u", "write --user"),
          Map.entry("-b", "write --become"),
          Map.entry("-f", "write --forks"),
          Map.entry("-t", "write --tags"),
          Map.entry("-T", "write --connect-timeout"),
          Map.entry("--timeout", "write --connect-timeout, --host-timeout or --deadline"),
          Map.entry("--private-key", "write --key"));

  private AnsibleHabit() {}

  /// A hint about the first argument that was not understood, if it is one of these options, or a second pattern of
  /// hosts.
  static Optional<String> instead(UnmatchedArgumentException exception) {
    String first = exception.getUnmatched().getFirst();
    if (first.startsWith("-")) {
      return Optional.ofNullable(HERE.get(first.split("=", 2)[0]));
    }
    return exception.getCommandLine().getCommandSpec().positionalParameters().stream()
        .filter(parameter -> parameter.paramLabel().equals("HOSTS"))
        .findFirst()
        .map(_ -> "several hosts or groups are one argument, with commas: 'app,db1'");
  }
}
