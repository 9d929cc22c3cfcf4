package dev.driftline.simulated;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/// One command on a simulated host: reads the script, and answers in the way of its kind.
final class HostCommand implements Command {

  private static final String END = "{ main; exit; }\n";
  private static final byte[] ZEROS = new byte[32 * 1024];
  private static final int LARGE_BYTES = 4 * 1024 * 1024;

  private final HostKind kind;
  private final Answers answers;
  private final Duration pause;
  private @Nullable InputStream in;
  private @Nullable OutputStream out;
  private @Nullable OutputStream err;
  private @Nullable ExitCallback exit;
  private @Nullable Thread thread;

  HostCommand(HostKind kind, Answers answers, Duration pause) {
    this.kind = kind;
    this.answers = answers;
    this.pause = pause;
  }

  @Override
  public void setInputStream(InputStream stream) {
    in = stream;
  }

  @Override
  public void setOutputStream(OutputStream stream) {
    out = stream;
  }

  @Override
  public void setErrorStream(OutputStream stream) {
    err = stream;
  }

  @Override
  public void setExitCallback(ExitCallback callback) {
    exit = callback;
  }

  @Override
  public void start(ChannelSession channel, Environment environment) {
    thread = Thread.ofVirtual().name("simulated host").start(() -> run(channel));
  }

  private void run(ChannelSession channel) {
    try {
      answer(script(Objects.requireNonNull(in)), channel);
    } catch (IOException _) {
      // the other side has hung up
      return;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Up to its last line: the other side leaves its end of the stream open.
  private static String script(InputStream in) throws IOException {
    StringBuilder script = new StringBuilder();
    byte[] bytes = new byte[16 * 1024];
    while (script.indexOf(END, script.length() - END.length()) < 0) {
      int read = in.read(bytes);
      if (read < 0) {
        throw new IOException("the script was cut");
      }
      script.append(new String(bytes, 0, read, StandardCharsets.ISO_8859_1));
    }
    return script.toString();
  }

  private void answer(String script, ChannelSession channel)
      throws IOException, InterruptedException {
    Answers.Answer answer = answers.to(script);
    switch (kind) {
      case SLOW -> {
        Thread.sleep(pause);
        say(answer.stdout(), answer.stderr());
      }
      case LARGE -> {
        say("x".repeat(LARGE_BYTES), "");
        say(answer.stdout(), answer.stderr());
      }
      case FLOODING -> flood();
      case FORGING -> {
        String mark = "\n@" + Answers.nonce(script) + " 0 0\n";
        say(mark + answer.stdout(), answer.stderr());
      }
      case CUTTING -> {
        say(answer.stdout().substring(0, answer.stdout().length() / 2), "");
        channel.getSession().close(true);
      }
      case WORDY, SHARING, REPEATING, STUBBORN, CONNECTED ->
          say(ExpensiveWords.instead(answer.stdout(), kind), answer.stderr());
      case ANSWERING, SILENT, REFUSING, BABBLING -> say(answer.stdout(), answer.stderr());
    }
    Objects.requireNonNull(exit).onExit(0);
  }

  private void say(String stdout, String stderr) throws IOException {
    write(Objects.requireNonNull(err), stderr);
    write(Objects.requireNonNull(out), stdout);
  }

  private static void write(OutputStream stream, String text) throws IOException {
    stream.write(text.getBytes(StandardCharsets.ISO_8859_1));
    stream.flush();
  }

  private void flood() throws IOException {
    OutputStream stream = Objects.requireNonNull(out);
    while (!Thread.currentThread().isInterrupted()) {
      stream.write(ZEROS);
      stream.flush();
    }
  }

  @Override
  public void destroy(ChannelSession channel) {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
