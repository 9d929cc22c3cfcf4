package dev.driftline.collect;

import dev.driftline.model.Reason;
import dev.driftline.model.host.Host;
import java.util.Optional;
import java.util.function.Supplier;

/// Gets a script to one host and what it says back. `ssh` implements it, and [LocalTransport] for this
/// machine.
public interface Transport extends AutoCloseable {

  /// Runs `script` with `/bin/sh -s` on `host`: one connection, one exec. Returns when the streams say
  /// that they are complete, when the script has ended, or at the end of the `clock` at the latest (plus half a
  /// second), whatever the other side does. Never throws for anything the other side did.
  ///
  /// Safe to call from many threads at once, each with its own host.
  ///
  /// @param script makes the text when it is sent, so that thousands of hosts that are waited for do not each hold it
  Ending run(Host host, Supplier<byte[]> script, Streams streams, HostClock clock)
      throws InterruptedException;

  @Override
  void close();

  /// Where the host's output goes. Called from one thread at a time. May make that thread wait, while the host's clock
  /// stands still, but only for a host that is reached without a bastion.
  interface Streams {

    void stdout(byte[] bytes, int offset, int length);

    void stderr(byte[] bytes, int offset, int length);

    /// Whether all that the script has to say was seen, so that nothing more need be waited for.
    boolean complete();

    /// Whether more was said than is taken, so that the connection is to be cut.
    boolean overflowed();
  }

  /// How it ended.
  sealed interface Ending {

    /// To which IP address the connection went over which the host proved its identity by its host key. Empty if there
    /// was none, and behind a bastion, which alone knows where its connections go.
    Optional<String> verifiedAddress();

    /// The script ended, or the streams were complete. Whether all was said is for the streams to say.
    record Ended(Optional<String> verifiedAddress) implements Ending {
      public Ended() {
        this(Optional.empty());
      }
    }

    /// It did not come to that.
    ///
    /// @param detail one sentence that names the host and the phase, and what happened
    /// @param hint   what to do, an imperative sentence
    record Failed(Reason reason, String detail, String hint, Optional<String> verifiedAddress)
        implements Ending {
      public Failed(Reason reason, String detail, String hint) {
        this(reason, detail, hint, Optional.empty());
      }
    }
  }
}
