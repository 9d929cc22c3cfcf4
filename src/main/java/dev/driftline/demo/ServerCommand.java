package dev.driftline.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/// One command for a demo host's SSH server. A real shell inside the host runs it.
///
/// The three streams stay apart. Virtual threads copy them, and end with the process.
final class ServerCommand implements Command {

  private final List<String> words;
  private InputStream in = InputStream.nullInputStream();
  private OutputStream out = OutputStream.nullOutputStream();
  private OutputStream err = OutputStream.nullOutputStream();
  private ExitCallback callback = (status, message, immediately) -> {};
  private Optional<Process> process = Optional.empty();

  ServerCommand(List<String> words) {
    this.words = words;
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
  public void setExitCallback(ExitCallback exitCallback) {
    callback = exitCallback;
  }

  @Override
  public void start(ChannelSession channel, Environment environment) throws IOException {
    Process started = new ProcessBuilder(words).directory(new java.io.File("/")).start();
    process = Optional.of(started);
    CountDownLatch outputs = new CountDownLatch(2);
    Thread.ofVirtual().start(() -> pump(in, started.getOutputStream(), () -> {}));
    Thread.ofVirtual().start(() -> pump(started.getInputStream(), out, outputs::countDown));
    Thread.ofVirtual().start(() -> pump(started.getErrorStream(), err, outputs::countDown));
    Thread.ofVirtual().start(() -> report(started, outputs));
  }

  /// Tells the exit status, but only after all output was sent: a client may hang up when it has the status.
  private void report(Process started, CountDownLatch outputs) {
    try {
      outputs.await();
      callback.onExit(started.waitFor());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      callback.onExit(255, "interrupted");
    }
  }

  private static void pump(InputStream from, OutputStream to, Runnable atEnd) {
    byte[] buffer = new byte[16_384];
    try (to) {
      for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
        to.write(buffer, 0, length);
        to.flush();
      }
    } catch (IOException _) {
      // the other side is gone: a client that has read enough, or a command that does not read
      return;
    } finally {
      atEnd.run();
    }
  }

  @Override
  public void destroy(ChannelSession channel) {
    process.ifPresent(Process::destroyForcibly);
  }
}
