package dev.driftline.ssh.login;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import dev.driftline.model.Reason;
import dev.driftline.ssh.hostkey.HostKeyVerdict;
import dev.driftline.ssh.hostkey.HostKeys;
import dev.driftline.ssh.hostkey.KnownHosts;
import dev.driftline.ssh.hostkey.KnownHostsException;
import dev.driftline.ssh.hostkey.NewHostKeys;
import dev.driftline.ssh.hostkey.PublicKey;
import dev.driftline.ssh.line.HostText;
import dev.driftline.ssh.line.Phase;
import dev.driftline.ssh.line.SshException;
import dev.driftline.ssh.line.SshLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Answers JSch's question whether a host's key is known, from our own reading of the known_hosts files. As for
/// OpenSSH, if keys are held for the host and none matches, its key has changed. JSch's own check calls a key of
/// another type unknown.
final class HostKeyCheck implements HostKeyRepository {

  private final Destination destination;
  private final KnownHosts known;
  private final HostKeys hostKeys;
  private final SshLine line;
  private Optional<SshException> refusal = Optional.empty();
  private List<String> typesHeld = List.of();
  private String certificate = "";

  HostKeyCheck(Destination destination, KnownHosts known, HostKeys hostKeys, SshLine line) {
    this.destination = destination;
    this.known = known;
    this.hostKeys = hostKeys;
    this.line = line;
  }

  /// Why the key was refused; empty if it was not, or none was offered.
  synchronized Optional<SshException> refusal() {
    return refusal;
  }

  /// The types of the keys that are held for the host, if it offered none of them: it can be asked for those.
  synchronized List<String> typesHeld() {
    return typesHeld;
  }

  /// Remembers that the host's certificate does not count and why; then its plain key has to be known. If the
  /// certificate seems not yet valid, the clock of this machine may be wrong, so the message says its time.
  synchronized void certificateRejected(String why) {
    certificate = "; its certificate does not count: " + HostText.show(why);
    if (why.contains("not yet valid")) {
      certificate += "; this machine's clock says " + Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
  }

  @Override
  public synchronized int check(String host, byte[] blob) {
    line.reach(Phase.HOST_KEY);
    Optional<PublicKey> offered = PublicKey.of(blob);
    if (offered.isEmpty()) {
      refuse("the host offers no key that can be read", "Check what listens there.");
      return NOT_INCLUDED;
    }
    return judge(
        known.check(destination.address(), destination.port(), offered.get()), offered.get());
  }

  private int judge(HostKeyVerdict verdict, PublicKey offered) {
    return switch (verdict) {
      case HostKeyVerdict.Known _ -> {
        line.reach(Phase.LOGIN);
        yield OK;
      }
      case HostKeyVerdict.Changed changed -> {
        changed(changed, offered);
        yield CHANGED;
      }
      case HostKeyVerdict.Revoked revoked -> {
        refuse(
            "it is revoked: the host offers %s, see %s".formatted(offered, revoked.where()),
            "Do not use this host until its owner has given it a new key.");
        yield CHANGED;
      }
      case HostKeyVerdict.Unknown _ when hostKeys.mayAdd(destination.knownHosts()) ->
          accept(offered);
      case HostKeyVerdict.Unknown _ -> {
        unknown(offered);
        yield NOT_INCLUDED;
      }
    };
  }

  private int accept(PublicKey offered) {
    try {
      HostKeyVerdict added =
          NewHostKeys.add(
              destination.knownHosts(), destination.address(), destination.port(), offered);
      if (added instanceof HostKeyVerdict.Unknown) {
        throw new IllegalStateException("neither added nor refused: " + offered);
      }
      return judge(added, offered);
    } catch (IOException | KnownHostsException e) {
      refuse(
          "the host offers %s, which cannot be added to %s: %s"
              .formatted(offered, destination.knownHosts().getFirst(), e.getMessage()),
          "Make the file writable, or add the key by hand.");
      return NOT_INCLUDED;
    }
  }

  private void changed(HostKeyVerdict.Changed changed, PublicKey offered) {
    refuse(
        "it has changed: the host offers %s, but known_hosts has %s"
            .formatted(offered, String.join(", ", changed.held())),
        "Ask the host's owner whether it was reinstalled before touching known_hosts.");
    typesHeld = changed.types().contains(offered.type()) ? List.of() : changed.types();
  }

  private void unknown(PublicKey offered) {
    String files =
        destination.knownHosts().stream().map(String::valueOf).collect(Collectors.joining(", "));
    refuse(
        "it is not known: the host offers %s, and no key of %s is in %s%s"
            .formatted(
                offered,
                KnownHosts.name(destination.address(), destination.port()),
                files,
                certificate),
        unknownHint());
  }

  private String unknownHint() {
    Path first = destination.knownHosts().getFirst();
    return hostKeys.isOwn(first)
        ? "Compare the fingerprint with the owner's, then add the key to known_hosts, or let"
            + " --accept-new-host-keys do so."
        : ("Compare the fingerprint with the owner's, then add the key to %s by hand: the inventory"
                + " names this file, and --accept-new-host-keys adds to your own known_hosts or the"
                + " first --known-hosts only.")
            .formatted(first);
  }

  private void refuse(String what, String hint) {
    refusal = Optional.of(new SshException(Reason.HOST_KEY, line.where() + ": " + what, hint));
  }

  /// The authorities and the revoked keys for this host. JSch checks certificates with them.
  @Override
  public HostKey[] getHostKey() {
    String name = KnownHosts.name(destination.address(), destination.port());
    return Stream.concat(
            known.authorities(destination.address(), destination.port()).stream()
                .flatMap(key -> hostKey("@cert-authority", name, key)),
            known.revoked(destination.address(), destination.port()).stream()
                .flatMap(key -> hostKey("@revoked", name, key)))
        .toArray(HostKey[]::new);
  }

  @Override
  public HostKey[] getHostKey(String host, @Nullable String type) {
    return getHostKey();
  }

  /// Nothing for a key of a type that JSch does not know, such as one on a hardware token: no host can prove such a key
  /// to it, and no certificate that was signed with one is accepted.
  private static Stream<HostKey> hostKey(String marker, String name, PublicKey key) {
    try {
      return Stream.of(new HostKey(marker, name, HostKey.GUESS, key.blob(), ""));
    } catch (JSchException _) {
      return Stream.empty();
    }
  }

  @Override
  public String getKnownHostsRepositoryID() {
    return String.valueOf(destination.knownHosts());
  }

  /// JSch never writes to known_hosts: it would rewrite the file.
  @Override
  public void add(HostKey key, UserInfo info) {
    throw new UnsupportedOperationException("host keys are added by NewHostKeys");
  }

  @Override
  public void remove(String host, String type) {
    throw new UnsupportedOperationException("host keys are never removed");
  }

  @Override
  public void remove(String host, String type, byte @Nullable [] key) {
    throw new UnsupportedOperationException("host keys are never removed");
  }
}
