package dev.driftline.ssh.login;

import com.jcraft.jsch.Logger;
import dev.driftline.ssh.line.SshLine;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Listens to what JSch logs about one session, since it tells nowhere else why it gave a session up
/// or did not take a certificate, and cuts a host
/// that opens a channel to us. Nothing is written anywhere.
final class SessionLog implements Logger {

  private static final String GIVES_UP = "Caught an exception, leaving main loop due to ";
  private static final String OPENS_CHANNEL = "ChannelForwardedTCPIP: ";

  private static final Pattern REJECTS_CERTIFICATE =
      Pattern.compile(
          "Host certificate validation failed, .* Reason: (?:rejected HostKey: )?(.*)",
          Pattern.DOTALL);

  private final SshLine line;
  private final HostKeyCheck hostKey;
  private final ServerProposal proposal;

  SessionLog(SshLine line, HostKeyCheck hostKey, ServerProposal proposal) {
    this.line = line;
    this.hostKey = hostKey;
    this.proposal = proposal;
  }

  @Override
  public boolean isEnabled(int level) {
    return level == INFO || level == ERROR;
  }

  @Override
  public void log(int level, String message, Throwable cause) {
    log(level, message);
  }

  /// Called by the thread that reads the session. JSch would start a thread for each forwarded connection; what is
  /// thrown here comes first, and ends the session.
  @Override
  public void log(int level, String message) {
    if (level == INFO && message.startsWith(GIVES_UP)) {
      line.givenUp(message.substring(GIVES_UP.length()));
    } else if (level == ERROR && message.startsWith(OPENS_CHANNEL)) {
      throw new IllegalStateException("the host opens a channel");
    } else if (level == INFO && message.startsWith("server")) {
      proposal.heard(message);
    } else if (level == INFO) {
      Matcher rejects = REJECTS_CERTIFICATE.matcher(message);
      if (rejects.matches()) {
        hostKey.certificateRejected(rejects.group(1));
      }
    }
  }
}
