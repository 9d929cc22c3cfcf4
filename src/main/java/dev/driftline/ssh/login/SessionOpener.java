package dev.driftline.ssh.login;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SteadySession;
import dev.driftline.model.Reason;
import dev.driftline.model.host.AlgorithmKind;
import dev.driftline.model.host.Login;
import dev.driftline.ssh.hostkey.HostKeys;
import dev.driftline.ssh.hostkey.KnownHosts;
import dev.driftline.ssh.hostkey.KnownHostsCache;
import dev.driftline.ssh.hostkey.KnownHostsException;
import dev.driftline.ssh.key.KeyFileException;
import dev.driftline.ssh.key.Keys;
import dev.driftline.ssh.key.OfferedKey;
import dev.driftline.ssh.line.Deadlines;
import dev.driftline.ssh.line.Phase;
import dev.driftline.ssh.line.Route;
import dev.driftline.ssh.line.SshException;
import dev.driftline.ssh.line.SshFailures;
import dev.driftline.ssh.line.SshLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Connects and logs in: opens one JSch session. Every option that matters for safety is set, not left to JSch's
/// default.
public final class SessionOpener {

  private final JSch jsch;
  private final Credentials credentials;
  private final HostKeys hostKeys;
  private final Keys keys;
  private final KnownHostsCache knownHosts;
  private final Doors doors;

  /// @param loginTime how long one attempt to log in may take
  public SessionOpener(
      JSch jsch,
      Credentials credentials,
      KnownHostsCache knownHosts,
      HostKeys hostKeys,
      Duration loginTime) {
    this.jsch = jsch;
    this.doors = new Doors(loginTime);
    this.credentials = credentials;
    this.knownHosts = knownHosts;
    this.hostKeys = hostKeys;
    this.keys =
        new Keys(jsch, credentials.agent(), credentials.usualKeys(), credentials.passphrases());
  }

  /// Asks for the passphrases of the keys that these logins need, before any host's time runs.
  public void unlockKeys(Collection<Login> logins) {
    List<Path> named = logins.stream().flatMap(login -> named(login).stream()).distinct().toList();
    boolean usual =
        logins.stream().anyMatch(login -> login.password().isEmpty() && named(login).isEmpty());
    keys.unlock(named, usual);
  }

  /// The key file that is named for this login. A host with a password is not offered the key of the command line.
  private Optional<Path> named(Login login) {
    return login.password().isPresent() ? login.key() : login.key().or(credentials::key);
  }

  /// Returns a session that is logged in. The caller has to cut the line at the host's deadline.
  ///
  /// A server that turns us away for now is tried again, as long as the line's clock allows it. A login that failed is
  /// not repeated.
  ///
  /// @param connecting starts the alarm that cuts the line when one attempt takes too long
  public Session open(
      Destination to, Route route, SshLine line, Supplier<Deadlines.Alarm> connecting)
      throws SshException, InterruptedException {
    while (true) {
      Doors.Visit visit = doors.enter(to, line);
      Deadlines.Alarm tooLate = connecting.get();
      try {
        return open(to, route, line, visit);
      } catch (SshException e) {
        if (e.turnedAway().isEmpty() || line.cut().isPresent()) {
          throw e;
        }
        line.beginAgain();
      } finally {
        tooLate.cancel();
        visit.close();
      }
    }
  }

  /// Hashed lines of known_hosts do not show which types of keys are held for a host. So if the host first shows a key
  /// of another type, it is asked once more, for the types that are held.
  private Session open(Destination to, Route route, SshLine line, Doors.Visit visit)
      throws SshException {
    KnownHosts known = known(to);
    List<OfferedKey> offered = offered(to.login(), line);
    Attempt first = new Attempt(to, line, known, offered, visit);
    try {
      return first.connect(route, Algorithms.hostKeys(known, to));
    } catch (SshException e) {
      if (first.hostKey.typesHeld().isEmpty() || line.cut().isPresent()) {
        throw e;
      }
      return new Attempt(to, line, known, offered, visit)
          .connect(route, Algorithms.hostKeys(to.algorithms(), first.hostKey.typesHeld()));
    }
  }

  private KnownHosts known(Destination to) throws SshException {
    try {
      return knownHosts.of(to.knownHosts());
    } catch (KnownHostsException e) {
      throw new SshException(
          Reason.HOST_KEY,
          String.valueOf(e.getMessage()),
          "Without this file no host key can be checked: repair it, or name another.");
    }
  }

  private List<OfferedKey> offered(Login login, SshLine line) throws SshException {
    boolean password = login.password().isPresent();
    Optional<Path> named = named(login);
    try {
      if (named.isPresent()) {
        return keys.named(named.get(), line.clock());
      }
      List<OfferedKey> usual = password ? List.of() : keys.usual(line.clock());
      if (usual.isEmpty() && !password) {
        throw noLogin(
            line,
            "there is no key to log in with: none is named, %s, and none of %s exists"
                .formatted(agentWords(), credentials.usualKeys()));
      }
      return usual;
    } catch (KeyFileException e) {
      throw noLogin(line, String.valueOf(e.getMessage()));
    }
  }

  private static SshException noLogin(SshLine line, String why) {
    line.reach(Phase.LOGIN);
    return new SshException(
        Reason.AUTH,
        line.where() + ": " + why,
        "Name a usable private key in the inventory or with --key, or start ssh-agent.");
  }

  private String agentWords() {
    if (credentials.agent().isEmpty()) {
      return "there is no ssh-agent";
    }
    return keys.agentProblem().isEmpty() ? "ssh-agent holds none" : keys.agentProblem();
  }

  /// One attempt to connect and log in.
  private final class Attempt {

    private final Destination to;
    private final SshLine line;
    private final List<OfferedKey> offered;
    private final HostKeyCheck hostKey;
    private final Optional<PasswordPrompt> prompt;
    private final Doors.Visit visit;
    private final LoginSteps steps = new LoginSteps();
    private final ServerProposal proposal = new ServerProposal();

    Attempt(
        Destination to,
        SshLine line,
        KnownHosts known,
        List<OfferedKey> offered,
        Doors.Visit visit) {
      this.to = to;
      this.visit = visit;
      this.line = line;
      this.offered = offered;
      this.hostKey = new HostKeyCheck(to, known, hostKeys, line);
      this.prompt = to.login().password().map(password -> new PasswordPrompt(password, line));
    }

    Session connect(Route route, String hostKeyAlgorithms) throws SshException {
      try {
        KeyExchangeWatcher watcher = new KeyExchangeWatcher(line, steps);
        Session session = new SteadySession(jsch, user(), to.address(), to.port(), watcher);
        route.apply(session, line);
        session.setLogger(new SessionLog(line, hostKey, proposal, steps, visit));
        session.setHostKeyRepository(hostKey);
        session.setIdentityRepository(new OfferedIdentities(offered, line));
        prompt.ifPresent(session::setUserInfo);
        session.setThreadFactory(Thread.ofVirtual().name("ssh " + line.host()).factory());
        boolean query = offered.size() > 1 || signsWithSha1();
        Algorithms.configure(session, to.algorithms(), hostKeyAlgorithms, methods(), query);
        session.connect(0);
        line.reach(Phase.EXEC);
        visit.accepted();
        return session;
      } catch (SshException e) {
        throw e;
      } catch (Throwable e) {
        SshException failure = failure(e);
        told(failure);
        throw failure;
      }
    }

    /// Lets those who wait at the door know.
    private void told(SshException failure) {
      if (failure.turnedAway().isPresent()) {
        visit.turnedAway(failure.turnedAway().get());
      } else {
        visit.failed(line.phase(), line.cut().isPresent());
      }
    }

    private String user() {
      return to.login().user().isEmpty() ? credentials.user() : to.login().user();
    }

    /// The login methods in the order in which they are tried. Keyboard-interactive comes before password: a server
    /// without it refuses it before it has seen the password.
    private String methods() {
      String key = offered.isEmpty() ? "" : "publickey";
      String password = prompt.isEmpty() ? "" : "keyboard-interactive,password";
      return key.isEmpty() || password.isEmpty() ? key + password : key + "," + password;
    }

    /// The most telling reason: our own cut, then the host key, then the login, then what JSch said.
    private SshException failure(Throwable thrown) {
      Optional<SshException> cut = SshFailures.ofCut(line);
      if (cut.isPresent()) {
        return cut.get();
      }
      if (hostKey.refusal().isPresent()) {
        return hostKey.refusal().get();
      }
      boolean auth =
          thrown instanceof JSchException e && String.valueOf(e.getMessage()).startsWith("Auth ");
      if (auth && !SshFailures.left(line, thrown)) {
        boolean olderRsa = offersRsa() && !signsWithSha1() && !proposal.takesSha2();
        int heldBack = named(to.login()).isEmpty() && prompt.isEmpty() ? keys.heldBack() : 0;
        return new RefusedLogin(line, user(), offered, prompt, steps, heldBack).failure(olderRsa);
      }
      SshException failure = SshFailures.ofConnect(line, thrown);
      return failure.reason() == Reason.UNSUPPORTED ? orOlder(failure, thrown) : failure;
    }

    /// Adds to the failure which older algorithms would reach this server, if some would, or what driftline lacks.
    private SshException orOlder(SshException failure, Throwable thrown) {
      Optional<String> needed = proposal.olderNeeded(to.algorithms());
      if (needed.isPresent()) {
        return hinted(
            failure,
            "Update the host's SSH server, or allow what it needs, for this host in the inventory: %s"
                    .formatted(needed.get())
                + " (docs/inventory.md).");
      }
      return thrown instanceof JSchAlgoNegoFailException e ? orLacked(failure, kind(e)) : failure;
    }

    private SshException orLacked(SshException failure, AlgorithmKind kind) {
      List<String> lacked = proposal.lackedHere(kind);
      return lacked.isEmpty()
          ? failure
          : hinted(
              failure,
              "Nothing is wrong with that: driftline has no %s. Let %s in the host's sshd_config allow one of this side, too."
                  .formatted(String.join(", ", lacked), kind.option()));
    }

    private static SshException hinted(SshException failure, String hint) {
      return new SshException(failure.reason(), failure.detail(), hint);
    }

    /// JSch calls them `kex`, `server_host_key`, `cipher.c2s`, `mac.s2c`.
    private static AlgorithmKind kind(JSchAlgoNegoFailException e) {
      return switch (e.getAlgorithmName().split("\\.", -1)[0]) {
        case "kex" -> AlgorithmKind.KEY_EXCHANGE;
        case "server_host_key" -> AlgorithmKind.HOST_KEY;
        case "cipher" -> AlgorithmKind.CIPHER;
        default -> AlgorithmKind.MAC;
      };
    }

    /// Whether a key may sign with SHA-1, which only an old server is asked for.
    private boolean signsWithSha1() {
      return to.algorithms().of(AlgorithmKind.USER_KEY).contains("ssh-rsa") && offersRsa();
    }

    private boolean offersRsa() {
      return offered.stream().anyMatch(key -> key.getAlgName().equals("ssh-rsa"));
    }
  }
}
