package dev.driftline.ssh.line;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import dev.driftline.model.Reason;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns the end of a connection into a message that an operator can act on. A cut from this side is told first: after
/// a cut, JSch's own message misleads. For example, it calls a login that was cut at its deadline a refused login.
public final class SshFailures {

  private static final String BROKE_RULES = "the other side broke the rules of SSH";
  private static final String LOOK_CLOSER = "Check what listens there: `ssh -v` shows more.";

  /// RFC 4291 section 2.5.6: fe80::/10. Without a zone, the kernel does not know which network is meant.
  private static final Pattern LINK_LOCAL =
      Pattern.compile("^\\[fe[89ab][0-9a-f]:[^%]*]", Pattern.CASE_INSENSITIVE);

  /// EADDRNOTAVAIL, connect(2).
  private static final String NO_LOCAL_PORT = "Cannot assign requested address";

  private static final Pattern DISCONNECT =
      Pattern.compile("SSH_MSG_DISCONNECT: [0-9]+ (.*)", Pattern.DOTALL);

  /// What OpenSSH says instead of its version to an address whose logins failed (`PerSourcePenalties`, since 9.8).
  private static final String BANNED = "Not allowed at this time";

  /// What OpenSSH says instead of its version when it takes no login for now (sshd.c).
  private static final List<String> TURNED_AWAY = List.of(BANNED, "Exceeded MaxStartups");

  /// SSH_DISCONNECT_TOO_MANY_CONNECTIONS, RFC 4253 section 11.1.
  private static final String TOO_MANY = "SSH_MSG_DISCONNECT: 12 ";

  private SshFailures() {}

  /// Why this side cut the connection; empty if it did not.
  public static Optional<SshException> ofCut(SshLine line) {
    return line.cut().map(cut -> ofCut(line, cut));
  }

  private static SshException ofCut(SshLine line, SshLine.Cut cut) {
    return switch (cut) {
      case CONNECT_DEADLINE, HOST_DEADLINE -> timeout(line, cut);
      case HOST_KEY_CHANGED ->
          new SshException(
              Reason.HOST_KEY,
              line.where() + ": the host showed another key in the middle of the connection",
              "Somebody may be between: ask the host's owner before connecting again.");
      case HOST_KEY_UNPROVED ->
          new SshException(
              Reason.HOST_KEY,
              line.where() + ": " + HostText.show(line.givenUp().orElse("it was not proved")),
              "Somebody may be between, or the host's SSH server is faulty: ask the host's owner.");
      case TALKS_TOO_MUCH ->
          new SshException(
              Reason.LIMIT,
              line.where() + ": more was sent than any honest server sends",
              "Check what listens there.");
      case TAKEN_ENOUGH ->
          new SshException(
              Reason.LIMIT,
              line.where() + ": more output than is taken from one host",
              "Ask the host fewer questions, or narrower ones.");
      case BROKEN -> internal(line, line.givenUp().orElse("the session's thread ended"));
      case INTERRUPTED ->
          new SshException(Reason.TIMEOUT, line.where() + ": interrupted", "Run again.");
    };
  }

  private static SshException internal(SshLine line, String error) {
    return new SshException(
        Reason.INTERNAL,
        line.where() + ": " + error,
        "If it is memory, give the program more, or ask fewer hosts at once (--forks). Otherwise it is"
            + " a fault of driftline: please report it with this line.");
  }

  private static SshException timeout(SshLine line, SshLine.Cut cut) {
    if (line.phase() == Phase.NAME) {
      return new SshException(
          Reason.DNS,
          line.where() + ": the name server did not answer in time",
          "Check the name servers of this machine.");
    }
    if (line.phase() == Phase.DOOR) {
      return new SshException(
          Reason.TIMEOUT,
          line.where() + ": no login was begun when the time was up",
          "Look at the other hosts with this address first, or raise --deadline: only some logins are"
              + " under way at one server, so that it turns none of them away.");
    }
    return cut == SshLine.Cut.CONNECT_DEADLINE
        ? noLogin(line, "no login when the time was up" + said(line))
        : new SshException(
            Reason.TIMEOUT,
            line.where() + ": not done when the time was up" + said(line),
            "Check the load of the host, or raise --host-timeout, or --deadline if there is one.");
  }

  private static SshException noLogin(SshLine line, String words) {
    return new SshException(
        Reason.TIMEOUT,
        line.where() + ": " + words,
        "Check the address, the firewall between and the load of the host, or raise"
            + " --connect-timeout.");
  }

  /// The message for a login that was not begun, because the server left those that were without an answer.
  public static SshException noneAnswered(SshLine line) {
    return noLogin(line, "none of them was answered when the time was up");
  }

  /// The message for a login that was not begun, because too many before it were refused.
  ///
  /// @param waited how long it has waited
  public static SshException outOfTurn(SshLine line, Duration waited) {
    return new SshException(
        Reason.TIMEOUT,
        line.where() + ": no login was begun in " + waited.toMinutes() + " minutes",
        "Mend the logins that are refused there: the others wait 5 s for each of them, so that sshd"
            + " does not ban this machine (PerSourcePenalties).");
  }

  /// The message for a connection that did not get as far as a login.
  ///
  /// @param thrown by JSch while it connected
  public static SshException ofConnect(SshLine line, Throwable thrown) {
    return switch (thrown) {
      case JSchAlgoNegoFailException e -> noCommonAlgorithm(line, e);
      case JSchHostKeyException e ->
          new SshException(
              Reason.HOST_KEY,
              line.where() + ": " + HostText.show(String.valueOf(e.getMessage())),
              "Compare the host's certificate with the @cert-authority lines of known_hosts.");
      case JSchException e when root(e) instanceof ConnectException refused ->
          refused(line, refused);
      case JSchException e when root(e) instanceof NoRouteToHostException unreachable ->
          refused(line, unreachable);
      case JSchException e when line.phase() == Phase.TCP -> refused(line, root(e));
      case JSchException e -> brokeOff(line, e);
      case Error e -> internal(line, e.toString());
      default -> new SshException(Reason.PROTOCOL, line.where() + ": " + BROKE_RULES, LOOK_CLOSER);
    };
  }

  /// The message for a session that ended before its script: the host closed it, or we gave it up for what the host
  /// sent.
  public static SshException ofSession(SshLine line) {
    if (line.hasHungUp()) {
      return cutShort(line, "the connection was lost before the script had ended");
    }
    if (line.givenUp().isEmpty()) {
      return new SshException(
          Reason.TRUNCATED,
          line.where() + ": the host ended the session before the script had ended",
          "Run again; if it stays so, look at ChannelTimeout in the host's sshd_config, and at the host's log.");
    }
    Matcher goodBye = DISCONNECT.matcher(line.givenUp().get());
    return goodBye.matches()
        ? cutShort(line, "the host ended the connection: " + HostText.show(goodBye.group(1)))
        : new SshException(Reason.PROTOCOL, line.where() + ": " + BROKE_RULES, LOOK_CLOSER);
  }

  /// The message for a script of which the end did not arrive.
  public static SshException cutShort(SshLine line, String how) {
    return new SshException(
        Reason.TRUNCATED,
        line.where() + ": " + how,
        "Run again; if it stays so, look at the host's log.");
  }

  /// Whether the host closed the connection during the login, with or without a message.
  public static boolean left(SshLine line, Throwable thrown) {
    return line.hasHungUp() || DISCONNECT.matcher(String.valueOf(thrown.getMessage())).matches();
  }

  private static SshException noCommonAlgorithm(SshLine line, JSchAlgoNegoFailException e) {
    return new SshException(
        Reason.UNSUPPORTED,
        "%s: no common %s: this side has %s, the host has %s"
            .formatted(
                line.where(),
                e.getAlgorithmName(),
                e.getJSchProposal(),
                HostText.show(String.valueOf(e.getServerProposal()))),
        "Update the host's SSH server: what it offers is no longer safe.");
  }

  @SuppressWarnings("OrphanedFormatString") // the % of a zone
  private static SshException refused(SshLine line, Throwable cause) {
    if (LINK_LOCAL.matcher(line.destination()).find()) {
      return new SshException(
          Reason.REFUSED,
          line.where() + ": a link-local address needs the interface that it is on",
          "Add the zone to the address in the inventory, such as fe80::1%eth0.");
    }
    if (words(cause).contains(NO_LOCAL_PORT)) {
      return new SshException(
          Reason.REFUSED,
          line.where() + ": this machine has no free local port or no address for it",
          "Ask fewer hosts at once (--forks), or see what uses the ports of this machine: ss -s.");
    }
    return new SshException(
        Reason.REFUSED,
        line.where() + ": " + words(cause),
        "Check that an SSH server listens there, and the firewall between.");
  }

  /// The message for a server that takes no login for now.
  ///
  /// @param words what it said: text of the host
  public static SshException turnedAway(SshLine line, String words) {
    return new SshException(
        Reason.REFUSED,
        line.where() + ": the host turns this machine away for now: " + HostText.show(words),
        words.contains(BANNED)
            ? "Mend the logins that fail there, and run again in some minutes: sshd counts failed logins"
                + " (PerSourcePenalties)."
            : "Run again when fewer logins are under way there, or raise MaxStartups in the host's"
                + " sshd_config.",
        Optional.of(words));
  }

  private static SshException brokeOff(SshLine line, JSchException e) {
    if (line.phase() == Phase.VERSION && TURNED_AWAY.stream().anyMatch(line.greeting()::contains)) {
      return turnedAway(line, line.greeting());
    }
    if (line.phase() == Phase.VERSION && !line.greeting().isEmpty()) {
      return new SshException(
          Reason.PROTOCOL,
          line.where() + ": what listens there does not speak SSH 2" + said(line),
          "Check the port.");
    }
    Throwable root = root(e);
    Matcher goodBye = DISCONNECT.matcher(String.valueOf(root.getMessage()));
    if (goodBye.matches() && String.valueOf(root.getMessage()).startsWith(TOO_MANY)) {
      return turnedAway(line, goodBye.group(1));
    }
    if (goodBye.matches()) {
      return new SshException(
          line.phase() == Phase.LOGIN ? Reason.AUTH : Reason.PROTOCOL,
          line.where() + ": the host ended the connection: " + HostText.show(goodBye.group(1)),
          "Look at the host's log.");
    }
    boolean lost = line.hasHungUp() || root instanceof SocketException || isClosed(root);
    return new SshException(
        Reason.PROTOCOL,
        line.where() + ": " + (lost ? "the host closed the connection" : BROKE_RULES),
        lost
            ? "Look at the host's log: sshd does this at MaxStartups, and where it bans addresses."
            : LOOK_CLOSER);
  }

  private static boolean isClosed(Throwable root) {
    String message = String.valueOf(root.getMessage());
    return message.contains("closed by foreign host") || message.contains("End of IO Stream");
  }

  private static String said(SshLine line) {
    return line.greeting().isEmpty() ? "" : "; it said: " + HostText.show(line.greeting());
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  static String words(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.getClass().getSimpleName() : HostText.show(message);
  }
}
