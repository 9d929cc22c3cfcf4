package dev.driftline.ssh.script;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.ScriptChannel;
import com.jcraft.jsch.Session;
import dev.driftline.collect.LoginTrouble;
import dev.driftline.model.Reason;
import dev.driftline.model.host.Become;
import dev.driftline.model.host.Secret;
import dev.driftline.ssh.line.HostText;
import dev.driftline.ssh.line.Phase;
import dev.driftline.ssh.line.SshException;
import dev.driftline.ssh.line.SshFailures;
import dev.driftline.ssh.line.SshLine;
import dev.driftline.ssh.script.ScriptOutput.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One script on one session: exec, the dialogue with sudo if there is one, the script on stdin, and the wait
/// for its end.
public final class ScriptRun {

  private static final int POLL_MILLIS = 50;
  private static final int PATIENT_MILLIS = 60_000;
  private static final int LOST = -1;

  private final SshLine line;
  private final ScriptOutput output;
  private final Optional<Become> become;
  private volatile @Nullable ScriptChannel channel;

  public ScriptRun(SshLine line, ScriptOutput output, Optional<Become> become) {
    this.line = line;
    this.output = output;
    this.become = become;
  }

  /// Returns when the streams are complete or the script has ended.
  public void run(Session session, Supplier<byte[]> script)
      throws SshException, InterruptedException {
    ExecCommand command = ExecCommand.of(become).orElseThrow(this::oddUser);
    if (command.asks()) {
      output.expect(command.prompt(), command.ready());
    }
    ScriptChannel opened = open(session, command);
    send(opened, command, script);
    awaitEnd(opened);
  }

  /// Writes the script to the host. A method of its own, so that JSch's buffer and the script can be collected while
  /// the script runs: 50 KiB per host.
  private void send(ScriptChannel opened, ExecCommand command, Supplier<byte[]> script)
      throws SshException, InterruptedException {
    try {
      OutputStream stdin = opened.stdin();
      if (command.asks()) {
        line.reach(Phase.BECOME);
        converse(opened, stdin);
      }
      line.reach(Phase.SCRIPT);
      stdin.write(script.get());
      stdin.close();
    } catch (IOException _) {
      // The host no longer reads; the end of the script will say why.
      line.reach(Phase.SCRIPT);
    }
  }

  private SshException oddUser() {
    return new SshException(
        Reason.PRIVILEGE,
        line.where() + ": the user to become has a name that cannot be one",
        "Check become_user in the inventory.");
  }

  private ScriptChannel open(Session session, ExecCommand command) throws SshException {
    ScriptChannel opened = null;
    try {
      opened = new ScriptChannel(session, output.stdout(), output.stderr());
      opened.open(command.line().getBytes(StandardCharsets.US_ASCII));
      channel = opened;
      return opened;
    } catch (JSchException | RuntimeException _) {
      if (opened != null && opened.absurd()) {
        throw new SshException(
            Reason.PROTOCOL,
            "%s: the host wants packets of %d bytes".formatted(line.where(), opened.packetSize()),
            "Check what listens there.");
      }
      if (!session.isConnected()) {
        throw SshFailures.ofSession(line);
      }
      throw new SshException(
          Reason.UNSUPPORTED,
          line.where() + ": the host opened no session",
          "Check MaxSessions and the account's restrictions in the host's sshd_config.");
    }
  }

  /// Gives the password to the first prompt, and returns when the shell runs.
  private void converse(ScriptChannel opened, OutputStream stdin)
      throws SshException, InterruptedException, IOException {
    boolean given = false;
    while (true) {
      switch (next(opened)) {
        case READY -> {
          return;
        }
        case PROMPT -> {
          if (given) {
            throw refusedPassword();
          }
          given = true;
          give(stdin);
        }
        case CLOSED -> throw notBecome(opened);
        case COMPLETE -> {
          return;
        }
      }
    }
  }

  private void give(OutputStream stdin) throws IOException {
    byte[] password = become.flatMap(Become::password).map(Secret::copy).orElseThrow();
    try {
      stdin.write(password);
      stdin.write('\n');
      stdin.flush();
    } finally {
      Arrays.fill(password, (byte) 0);
    }
  }

  private void awaitEnd(ScriptChannel opened) throws SshException, InterruptedException {
    while (true) {
      switch (next(opened)) {
        case COMPLETE -> {
          return;
        }
        case CLOSED -> {
          judgeEnd(opened);
          return;
        }
        case PROMPT, READY -> {}
      }
    }
  }

  /// Waits for the next event. JSch has no event for a refused command, so until the host has replied this looks for a
  /// refusal every 50 ms.
  private Event next(ScriptChannel opened) throws SshException, InterruptedException {
    while (true) {
      boolean undecided = opened.undecided();
      if (opened.refused()) {
        throw runsNothing();
      }
      int patience = undecided ? POLL_MILLIS : PATIENT_MILLIS;
      Event event = output.events().poll(patience, TimeUnit.MILLISECONDS);
      if (event != null) {
        return event;
      }
    }
  }

  private SshException runsNothing() {
    return new SshException(
        Reason.UNSUPPORTED,
        line.where() + ": the host does not run commands for this user",
        "Check ForceCommand and the account's restrictions on the host.");
  }

  /// Returns if the script has ended as it should; otherwise throws the most telling reason why it has not.
  private void judgeEnd(ScriptChannel opened) throws SshException {
    if (output.complete()) {
      return;
    }
    Optional<SshException> cut = SshFailures.ofCut(line);
    if (cut.isPresent()) {
      throw cut.get();
    }
    if (opened.refused()) {
      throw runsNothing();
    }
    String signal = opened.exitSignal();
    int exit = opened.exitStatus();
    if (signal != null) {
      throw SshFailures.cutShort(line, "the shell was ended by signal " + HostText.show(signal));
    }
    if (exit == LOST) {
      throw SshFailures.ofSession(line);
    }
    if (exit != 0 && become.isPresent() && sudoSpoke()) {
      throw notBecome(opened);
    }
    if (exit == 126 || exit == 127) {
      throw new SshException(
          Reason.UNSUPPORTED,
          "%s: the host cannot run /bin/sh (exit %d): %s"
              .formatted(line.where(), exit, HostText.show(output.firstErrors())),
          "Check the login shell of the user.");
    }
  }

  private boolean sudoSpoke() {
    String program = become.map(ScriptRun::program).orElse("");
    return new String(output.firstErrors(), StandardCharsets.UTF_8).contains(program);
  }

  private static String program(Become become) {
    return switch (become.method()) {
      case SUDO -> "sudo";
      case DOAS -> "doas";
    };
  }

  private SshException notBecome(ScriptChannel opened) {
    if (opened.exitStatus() == LOST && output.firstErrors().length == 0) {
      return SshFailures.ofSession(line);
    }
    line.reach(Phase.BECOME);
    String said = HostText.show(output.firstErrors());
    Optional<LoginTrouble> known =
        LoginTrouble.of(new String(output.firstErrors(), StandardCharsets.UTF_8));
    if (known.isPresent()) {
      return new SshException(
          known.get().reason(),
          line.where() + ": " + known.get().words() + ": " + said,
          known.get().hint());
    }
    return new SshException(
        Reason.PRIVILEGE,
        "%s: %s did not let the login user become %s%s"
            .formatted(
                line.where(),
                become.map(ScriptRun::program).orElse(""),
                become.map(Become::user).orElse(""),
                said.isEmpty() ? "" : ": " + said),
        "Check become in the inventory, and the rules on the host; where these ask for a password, become_password_file"
            + " names the file that holds it.");
  }

  private SshException refusedPassword() {
    return new SshException(
        Reason.PRIVILEGE,
        "%s: sudo did not take the password for becoming %s"
            .formatted(line.where(), become.map(Become::user).orElse("")),
        "Check become_password in the inventory; it was tried once.");
  }

  /// Asks the host to kill the script's processes. Not every server does so. Returns at once.
  public void kill() {
    ScriptChannel running = channel;
    if (running != null) {
      Thread.startVirtualThread(() -> signal(running));
    }
  }

  private static void signal(ScriptChannel running) {
    try {
      running.sendSignal("KILL");
    } catch (Exception _) {
      // The connection is closed a moment later in any case.
      return;
    }
  }
}
