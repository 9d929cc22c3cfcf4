package dev.driftline.system;

import dev.driftline.simulated.SimulatedFleet;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Simulated hosts in a process of their own, so that what the tested program may use is not used up by them.
final class SimulatedHosts implements AutoCloseable {

  private final Path folder;
  private final Process process;

  private SimulatedHosts(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /// @param kinds as [SimulatedFleet] takes them: `answering=840`, `pause=12`
  static SimulatedHosts start(Path folder, String... kinds) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx2g", "-cp", System.getProperty("java.class.path")));
    command.add(SimulatedFleet.class.getName());
    command.add(folder.toString());
    command.addAll(List.of(kinds));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader said = process.inputReader();
    String first = said.readLine();
    if (!"ready".equals(first)) {
      process.destroyForcibly();
      throw new IOException("the simulated hosts did not start: " + first);
    }
    return new SimulatedHosts(folder, process);
  }

  /// The words of a shell that check the hosts of a pattern by a policy file.
  String check(String hosts, Path policy) {
    return "\"$DRIFTLINE\" check '%s' -i %2$s/inventory.yml --known-hosts %2$s/known_hosts -p %3$s --format json"
        .formatted(hosts, folder, policy);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }
}
