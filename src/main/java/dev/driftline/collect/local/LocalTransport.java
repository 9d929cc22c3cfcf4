package dev.driftline.collect.local;

import dev.driftline.collect.HostClock;
import dev.driftline.collect.Transport;
import dev.driftline.collect.Transport.Ending.Ended;
import dev.driftline.collect.Transport.Ending.Failed;
import dev.driftline.model.Reason;
import dev.driftline.model.host.Become;
import dev.driftline.model.host.Host;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Runs the script on this machine, without SSH: `connection: local`.
///
/// The shell gets a clean environment: of ours only `HOME`, `USER` and `LOGNAME`. When its time is over, the processes
/// of its own tree are killed by process id. Processes that sudo started under another user cannot be killed without
/// that user's rights. Their streams are closed instead.
public final class LocalTransport implements Transport {

  private static final String PATH = "/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin";

  private final List<String> shell;

  public LocalTransport() {
    this(List.of("/bin/sh", "-s"));
  }

  /// Uses another shell, for tests.
  ///
  /// @param shell a command that reads a script from its stdin
  public LocalTransport(List<String> shell) {
    this.shell = List.copyOf(shell);
  }

  @Override
  public Ending run(Host host, Supplier<byte[]> script, Streams streams, HostClock clock)
      throws InterruptedException {
    Optional<Become> become = host.connection().become().filter(LocalTransport::isAnother);
    if (become.flatMap(Become::password).isPresent()) {
      return new Failed(
          Reason.PRIVILEGE,
          host
              + ": becoming "
              + become.get().user()
              + " with a password is not done on this machine",
          "Run driftline as " + become.get().user() + ", or allow sudo without a password.");
    }
    List<String> command = command(become);
    Process process;
    try {
      process = start(command);
    } catch (IOException e) {
      return new Failed(
          become.isPresent() ? Reason.PRIVILEGE : Reason.UNSUPPORTED,
          host
              + ": "
              + command.getFirst()
              + " cannot be started on this machine: "
              + e.getMessage(),
          "Check that " + command.getFirst() + " is installed and may be run by this user.");
    }
    return converse(host, process, script, streams, clock);
  }

  private static Ending converse(
      Host host, Process process, Supplier<byte[]> script, Streams streams, HostClock clock)
      throws InterruptedException {
    LocalStreams pumped = new LocalStreams(process, streams);
    try {
      pumped.start(script.get());
      boolean done = pumped.await(clock);
      if (streams.complete()) {
        return new Ended();
      }
      if (streams.overflowed()) {
        return new Failed(
            Reason.LIMIT,
            host + ": the script on this machine said more than is taken",
            "Look at what this host answers: driftline probe.");
      }
      return done ? new Ended() : late(host);
    } finally {
      pumped.close();
      ProcessTree.end(process.toHandle(), streams.complete());
    }
  }

  private static Failed late(Host host) {
    return new Failed(
        Reason.TIMEOUT,
        host + ": the script on this machine did not end in time",
        "Give it more time with --host-timeout, or see what hangs: driftline probe.");
  }

  private Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(new File("/"));
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(List.of("HOME", "USER", "LOGNAME"));
    environment.put("PATH", PATH);
    return builder.start();
  }

  private List<String> command(Optional<Become> become) {
    List<String> command = new ArrayList<>();
    become.ifPresent(other ->
        command.addAll(
            switch (other.method()) {
              case SUDO -> List.of("sudo", "-n", "-u", other.user(), "--");
              case DOAS -> List.of("doas", "-n", "-u", other.user(), "--");
            }));
    command.addAll(shell);
    return command;
  }

  private static boolean isAnother(Become become) {
    return !become.user().equals(System.getProperty("user.name"));
  }

  /// There is nothing to close: each run ends its own process.
  @Override
  public void close() {}
}
