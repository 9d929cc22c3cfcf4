package dev.driftline.ssh.login;

import com.jcraft.jsch.Logger;
import dev.driftline.ssh.line.SshLine;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads JSch's log messages about one session. Only there does JSch say why it gave a session up, why it refused a
/// certificate, the server's version and what it proposes, which method of the login it tries, and that the host tries
/// to open a channel to us. Nothing is written to a log.
final class SessionLog implements Logger {

  private static final String GIVES_UP = "Caught an exception, leaving main loop due to ";
  private static final String OPENS_CHANNEL = "ChannelForwardedTCPIP: ";
  private static final String VERSION = "Remote version string: ";
  private static final String METHOD = "Next authentication method: ";

  private static final Pattern REJECTS_CERTIFICATE =
      Pattern.compile(
          "Host certificate validation failed, .* Reason: (?:rejected HostKey: )?(.*)",
          Pattern.DOTALL);

  private final SshLine line;
  private final HostKeyCheck hostKey;
  private final ServerProposal proposal;
  private final LoginSteps steps;
  private final Doors.Visit visit;

  SessionLog(
      SshLine line,
      HostKeyCheck hostKey,
      ServerProposal proposal,
      LoginSteps steps,
      Doors.Visit visit) {
    this.line = line;
    this.hostKey = hostKey;
    this.proposal = proposal;
    this.steps = steps;
    this.visit = visit;
  }

  @Override
  public boolean isEnabled(int level) {
    return level == INFO || level == ERROR;
  }

  @Override
  public void log(int level, String message, Throwable cause) {
    log(level, message);
  }

  /// Called by the thread that reads the session. If the host opens a channel, the exception here ends the session
  /// before JSch starts a thread for it.
  @Override
  public void log(int level, String message) {
    if (level == INFO && message.startsWith(GIVES_UP)) {
      line.givenUp(message.substring(GIVES_UP.length()));
    } else if (level == ERROR && message.startsWith(OPENS_CHANNEL)) {
      throw new IllegalStateException("the host opens a channel");
    } else if (level == INFO && message.startsWith("server")) {
      proposal.heard(message);
    } else if (level == INFO && message.startsWith(VERSION)) {
      visit.speaks(message.substring(VERSION.length()));
    } else if (level == INFO && message.startsWith(METHOD)) {
      steps.tries(message.substring(METHOD.length()));
    } else if (level == INFO) {
      Matcher rejects = REJECTS_CERTIFICATE.matcher(message);
      if (rejects.matches()) {
        hostKey.certificateRejected(rejects.group(1));
      }
    }
  }
}
