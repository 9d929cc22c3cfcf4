package dev.driftline.collect;

import dev.driftline.model.Reason;
import dev.driftline.model.host.Host;
import java.util.Optional;
import java.util.function.Supplier;

/// Brings a script to one host, and the output of the host back. The package `ssh` implements it for other machines,
/// [dev.driftline.collect.local.LocalTransport] for this machine.
public interface Transport extends AutoCloseable {

  /// Runs `script` with `/bin/sh -s` on `host`: one connection, one exec. Returns when the streams are complete or the
  /// script has ended. It returns half a second after the end of the `clock` at the latest, whatever the other side
  /// does. It never throws because of the other side.
  ///
  /// Safe to call from many threads at once, each with its own host.
  ///
  /// @param script makes the text at the moment it is sent. Thousands of hosts may wait, and none of them holds a copy
  Ending run(Host host, Supplier<byte[]> script, Streams streams, HostClock clock)
      throws InterruptedException;

  @Override
  void close();

  /// Takes the host's output. Called from one thread at a time. For a host that is reached without a bastion it may
  /// make that thread wait; the host's clock stands still meanwhile.
  interface Streams {

    void stdout(byte[] bytes, int offset, int length);

    void stderr(byte[] bytes, int offset, int length);

    /// Whether the script's last mark was seen, so that the transport need not wait any longer.
    boolean complete();

    /// Whether the output is refused, so that the transport must cut the connection.
    boolean overflowed();
  }

  /// How a run on one host ended.
  sealed interface Ending {

    /// The IP address of the connection on which the host proved its identity by its host key. It is empty if there was
    /// no such connection. It is empty behind a bastion, too: only the bastion knows where its connections go.
    Optional<String> verifiedAddress();

    /// The script ended, or the streams were complete. Only the streams know whether the output is whole.
    record Ended(Optional<String> verifiedAddress) implements Ending {
      public Ended() {
        this(Optional.empty());
      }
    }

    /// The script was not started, or the connection broke before it ended.
    ///
    /// @param detail one sentence: the host, the phase, what happened.
    /// @param hint   what to do, an imperative sentence
    record Failed(Reason reason, String detail, String hint, Optional<String> verifiedAddress)
        implements Ending {
      public Failed(Reason reason, String detail, String hint) {
        this(reason, detail, hint, Optional.empty());
      }
    }
  }
}
