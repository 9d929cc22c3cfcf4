package dev.driftline.ssh.key;

import com.jcraft.jsch.JSch;
import dev.driftline.collect.HostClock;
import dev.driftline.ssh.hostkey.PublicKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// The keys of a run: which ones may be offered. Every file is read and opened once, and the agent's keys are
/// listed once. Safe for many threads.
public final class Keys {

  /// sshd's MaxAuthTries.
  private static final int MOST_OFFERED = 6;

  private static final int MOST_OF_AGENT = 5;

  /// How long ssh-agent may take to list its keys, in seconds.
  private static final long LONGEST_LISTING = 3;

  /// No host's time runs while passphrases are typed before the run, so this is only a large number.
  private static final Duration BEFORE_THE_RUN = Duration.ofDays(1);

  private final JSch jsch;
  private final Optional<Agent> agent;
  private final List<Path> usualFiles;
  private final Passphrases passphrases;
  private final Map<Path, KeyFile> files = new HashMap<>();
  private final AtomicBoolean asked = new AtomicBoolean();
  private final CompletableFuture<Listing> listing = new CompletableFuture<>();

  /// @param agent      the socket of ssh-agent, if its keys may be used
  /// @param usualFiles what is tried where no key is named, as far as it exists
  public Keys(JSch jsch, Optional<Path> agent, List<Path> usualFiles, Passphrases passphrases) {
    this.jsch = jsch;
    this.agent = agent.map(Agent::new);
    this.usualFiles = List.copyOf(usualFiles);
    this.passphrases = passphrases;
  }

  /// The only key to offer; before it its certificate, if there is one beside it (`key-cert.pub`). If the agent holds
  /// it, the agent signs, so that no passphrase is asked. As for ssh, a file `key.pub` names a key of the agent: the
  /// private half may be nowhere on this machine.
  ///
  /// @param clock stands still while a passphrase is typed, here and when the key signs
  /// @throws KeyFileException if the file cannot be used
  public List<OfferedKey> named(Path path, HostClock clock) throws KeyFileException {
    if (path.toString().endsWith(".pub")) {
      return List.of(ofAgent(path));
    }
    KeyFile file = file(path);
    Optional<PublicKey> key = file.publicKey();
    if (key.isPresent() && agent.isPresent() && ofAgent().contains(key.get())) {
      return file.offered(ofAgent(agent.get(), key.get()).strong());
    }
    file.unlock(clock);
    return file.offered(ofFile(file, clock).strong());
  }

  private OfferedKey ofAgent(Path publicHalf) throws KeyFileException {
    PublicKey key =
        KeyFile.publicKeyIn(publicHalf)
            .orElseThrow(() -> new KeyFileException(publicHalf + " holds no public key"));
    if (agent.isPresent() && ofAgent().contains(key)) {
      return ofAgent(agent.get(), key).strong();
    }
    throw new KeyFileException(
        "%s holds a public key, and %s: add the private one with ssh-add, or name its file"
            .formatted(publicHalf, whyNotOfAgent()));
  }

  private String whyNotOfAgent() {
    if (agent.isEmpty()) {
      return "there is no ssh-agent";
    }
    return agentProblem().isEmpty() ? "ssh-agent does not hold it" : agentProblem();
  }

  /// What to offer where no key is named, in order: the agent's keys, then the usual files.
  ///
  /// @param clock as for [#named]
  public List<OfferedKey> usual(HostClock clock) throws KeyFileException {
    List<OfferedKey> offered = new ArrayList<>();
    if (agent.isPresent()) {
      ofAgent().stream()
          .limit(MOST_OF_AGENT)
          .forEach(key -> offered.add(ofAgent(agent.get(), key)));
    }
    for (Path path : usualFiles) {
      if (offered.size() < MOST_OFFERED && Files.exists(path)) {
        KeyFile file = file(path);
        if (file.publicKey().isEmpty()) {
          file.unlock(clock);
        }
        if (file.publicKey().filter(ofAgent()::contains).isEmpty()) {
          offered.addAll(file.offered(ofFile(file, clock)));
        }
      }
    }
    return strong(offered);
  }

  /// Leaves out the keys that are too weak. If all are, the exception says why for the first.
  private static List<OfferedKey> strong(List<OfferedKey> offered) throws KeyFileException {
    List<OfferedKey> strong = offered.stream().filter(key -> key.weakness().isEmpty()).toList();
    return strong.isEmpty() && !offered.isEmpty() ? List.of(offered.getFirst().strong()) : strong;
  }

  /// Asks for the passphrases that a run will need, so that no host's time passes while somebody types. A key that
  /// cannot be opened is no error here: each host that needs it will say so.
  ///
  /// @param named the keys that are named for hosts
  /// @param usual whether other hosts will be offered what is usual; the usual files are not asked about where the
  ///     agent holds keys, which may do
  public void unlock(Collection<Path> named, boolean usual) {
    named.forEach(this::tryOpening);
    if (usual && agentHoldsNone()) {
      usualFiles.stream().filter(Files::exists).forEach(this::tryOpening);
    }
  }

  private boolean agentHoldsNone() {
    try {
      return ofAgent().isEmpty();
    } catch (KeyFileException _) {
      return false; // interrupted: the run ends
    }
  }

  private void tryOpening(Path path) {
    try {
      named(path, new HostClock(BEFORE_THE_RUN));
    } catch (KeyFileException _) {
      // Each host that needs the key will say so.
    }
  }

  private static OfferedKey ofAgent(Agent agent, PublicKey key) {
    return new OfferedKey(key, "ssh-agent", (data, algorithm) -> agent.sign(key, data, algorithm));
  }

  private static OfferedKey ofFile(KeyFile file, HostClock clock) throws KeyFileException {
    PublicKey key =
        file.publicKey()
            .orElseThrow(() -> new KeyFileException(file.file() + " holds no usable key"));
    return new OfferedKey(
        key,
        file.file().toString(),
        (data, algorithm) -> {
          file.unlock(clock);
          return file.sign(data, algorithm);
        });
  }

  private synchronized KeyFile file(Path path) throws KeyFileException {
    KeyFile known = files.get(path);
    if (known != null) {
      return known;
    }
    KeyFile read = KeyFile.read(jsch, path, passphrases);
    files.put(path, read);
    return read;
  }

  /// The agent's keys. They are listed once per run, on a thread of their own, so that an interrupt of one host's
  /// thread does not end the listing for the others.
  private List<PublicKey> ofAgent() throws KeyFileException {
    if (agent.isEmpty()) {
      return List.of();
    }
    if (asked.compareAndSet(false, true)) {
      list(agent.get());
    }
    try {
      return listing.get().keys();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new KeyFileException("interrupted while ssh-agent listed its keys");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a listing is never exceptional", e);
    }
  }

  private void list(Agent asked) {
    Thread worker =
        Thread.ofVirtual().name("ssh-agent").start(() -> listing.complete(listed(asked)));
    listing.completeOnTimeout(
        new Listing(List.of(), asked + " does not answer"), LONGEST_LISTING, TimeUnit.SECONDS);
    // Closes the connection to an agent that hangs.
    CompletableFuture<Listing> _ = listing.whenComplete((_, _) -> worker.interrupt());
  }

  private static Listing listed(Agent agent) {
    try {
      return new Listing(agent.keys(), "");
    } catch (IOException | RuntimeException e) {
      return new Listing(List.of(), String.valueOf(e.getMessage()));
    }
  }

  /// How many keys of the agent are not offered, because a server takes only so many.
  public int heldBack() {
    return Math.max(0, listing.getNow(new Listing(List.of(), "")).keys().size() - MOST_OF_AGENT);
  }

  /// Why the agent's keys are not known; empty if they are, or there is no agent.
  public String agentProblem() {
    return listing.getNow(new Listing(List.of(), "")).problem();
  }

  private record Listing(List<PublicKey> keys, String problem) {}
}
