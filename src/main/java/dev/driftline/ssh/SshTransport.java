package dev.driftline.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import dev.driftline.collect.Deadline;
import dev.driftline.collect.HostClock;
import dev.driftline.collect.Transport;
import dev.driftline.model.Reason;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Hop;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.Login;
import dev.driftline.ssh.hostkey.KnownHosts;
import dev.driftline.ssh.hostkey.KnownHostsCache;
import dev.driftline.ssh.hostkey.KnownHostsException;
import dev.driftline.ssh.line.Deadlines;
import dev.driftline.ssh.line.Phase;
import dev.driftline.ssh.line.Route;
import dev.driftline.ssh.line.SshException;
import dev.driftline.ssh.line.SshFailures;
import dev.driftline.ssh.line.SshLine;
import dev.driftline.ssh.login.Destination;
import dev.driftline.ssh.login.SessionOpener;
import dev.driftline.ssh.openssl.OpenSsl;
import dev.driftline.ssh.script.ScriptOutput;
import dev.driftline.ssh.script.ScriptRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Runs scripts on hosts over SSH, with JSch: one connection and one exec per host. Host keys are always checked.
/// Nothing is forwarded, no terminal is requested, and no port is opened.
///
/// Each host has a virtual thread of its own. The caller of [#run] only waits for it, and never longer than the
/// deadline, whatever the other side does.
public final class SshTransport implements Transport {

  /// How long the thread of a cut connection may take to say how it ended.
  private static final Duration GRACE = Duration.ofMillis(250);

  /// How long before the deadline the host is asked to end the script.
  private static final Duration BEFORE_CLOSING = Duration.ofMillis(150);

  private final SshSettings settings;
  private final Deadlines deadlines = new Deadlines();
  private final SessionOpener opener;
  private final Bastions bastions;
  private final List<String> warnings;

  /// @throws KnownHostsException if a known_hosts file of the settings is there but cannot be read
  public SshTransport(SshSettings settings) throws KnownHostsException {
    this.settings = settings;
    OpenSsl.classes().forEach(JSch::setConfig);
    KnownHostsCache files = new KnownHostsCache();
    KnownHosts known = files.of(settings.hostKeys().files());
    this.warnings = known.warnings();
    this.opener =
        new SessionOpener(
            new JSch(),
            settings.credentials(),
            files,
            settings.hostKeys(),
            settings.connectTimeout());
    this.bastions = new Bastions(opener, deadlines, settings);
  }

  /// Asks for the passphrases of the keys that these hosts and their bastions need.
  public void unlockKeys(List<Host> hosts) {
    opener.unlockKeys(
        hosts.stream().map(Host::connection).flatMap(SshTransport::logins).distinct().toList());
  }

  private static Stream<Login> logins(Connection connection) {
    return connection.method() != Connection.Method.SSH
        ? Stream.empty()
        : Stream.concat(Stream.of(connection.login()), connection.jumps().stream().map(Hop::login));
  }

  /// The lines of the known_hosts files that could not be understood: `file:line: what is wrong`.
  public List<String> warnings() {
    return warnings;
  }

  @Override
  public Ending run(Host host, Supplier<byte[]> script, Streams streams, HostClock clock)
      throws InterruptedException {
    Connection connection = host.connection();
    Destination to =
        new Destination(
            connection.jumps(),
            connection.address(),
            connection.port(),
            connection.login(),
            knownHosts(connection),
            connection.algorithms());
    SshLine line = new SshLine(host.name(), to.shown(), clock);
    HostSession session = new HostSession(connection, to, line, new ScriptOutput(streams, line));
    return session.await(script);
  }

  private List<Path> knownHosts(Connection connection) {
    return connection.knownHosts().isEmpty()
        ? settings.hostKeys().files()
        : connection.knownHosts();
  }

  @Override
  public void close() {
    bastions.close();
    deadlines.close();
  }

  /// The connection to one host, its script, and how it ended.
  private final class HostSession {

    private final Connection connection;
    private final Destination to;
    private final SshLine line;
    private final ScriptOutput output;
    private final ScriptRun scriptRun;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();

    HostSession(Connection connection, Destination to, SshLine line, ScriptOutput output) {
      this.connection = connection;
      this.to = to;
      this.line = line;
      this.output = output;
      this.scriptRun = new ScriptRun(line, output, connection.become());
    }

    Ending await(Supplier<byte[]> script) throws InterruptedException {
      Thread worker =
          Thread.ofVirtual().name("ssh " + line.host()).start(() -> ending.complete(work(script)));
      List<Deadlines.Alarm> alarms =
          List.of(
              deadlines.at(line.clock().end(BEFORE_CLOSING.negated()), scriptRun::kill),
              deadlines.at(line.clock().end(), () -> cut(worker, SshLine.Cut.HOST_DEADLINE)));
      try {
        return ending.get();
      } catch (InterruptedException e) {
        cut(worker, SshLine.Cut.INTERRUPTED);
        throw e;
      } catch (ExecutionException e) {
        throw new IllegalStateException("an ending is never exceptional", e);
      } finally {
        alarms.forEach(Deadlines.Alarm::cancel);
        output.deafen();
      }
    }

    /// Ends the connection. A moment later it ends the caller's wait, too, even if the thread of the connection hangs.
    private void cut(Thread worker, SshLine.Cut why) {
      line.cut(why);
      worker.interrupt();
      Future<?> _ =
          deadlines.at(
              Deadline.in(GRACE),
              () ->
                  SshFailures.ofCut(line)
                      .ifPresent(failure -> ending.complete(failure.ending(line))));
    }

    private Ending work(Supplier<byte[]> script) {
      try {
        if (connection.jumps().isEmpty()) {
          talk(Route.direct(to.address(), settings.connectTimeout()), script);
        } else {
          behindBastion(script);
        }
        return new Ending.Ended(line.verifiedAddress());
      } catch (SshException e) {
        return SshFailures.ofCut(line).orElse(e).ending(line);
      } catch (Throwable e) {
        return SshFailures.ofCut(line).orElseGet(() -> internal(e)).ending(line);
      } finally {
        line.close();
      }
    }

    private void behindBastion(Supplier<byte[]> script) throws SshException, InterruptedException {
      line.reach(Phase.BASTION);
      talk(route(), script);
    }

    private Route route() throws SshException, InterruptedException {
      try {
        return bastions.route(connection.jumps(), to.knownHosts(), line);
      } catch (SshException e) {
        throw new SshException(e.reason(), line.host() + ": " + e.detail(), e.hint());
      }
    }

    private void talk(Route route, Supplier<byte[]> script)
        throws SshException, InterruptedException {
      Thread worker = Thread.currentThread();
      Session session =
          opener.open(
              to,
              route,
              line,
              () ->
                  deadlines.at(
                      line.clock().in(settings.connectTimeout()),
                      () -> cut(worker, SshLine.Cut.CONNECT_DEADLINE)));
      try {
        scriptRun.run(session, script);
        ending.complete(new Ending.Ended(line.verifiedAddress()));
        leave(session);
      } finally {
        line.close();
        session.disconnect();
      }
    }

    /// Sends SSH's disconnect message. If the host no longer reads, that would block forever, so the line is closed
    /// after a moment.
    private void leave(Session session) {
      Future<?> enough = deadlines.at(Deadline.in(GRACE), line::close);
      session.disconnect();
      enough.cancel(false);
    }

    private SshException internal(Throwable thrown) {
      return new SshException(
          Reason.INTERNAL,
          line.where() + ": " + thrown,
          "This is a fault of driftline: please report it with this line.");
    }
  }
}
