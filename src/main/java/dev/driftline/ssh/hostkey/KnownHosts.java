package dev.driftline.ssh.hostkey;

import dev.driftline.ssh.hostkey.KnownHostsLine.Marker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// The host keys of some known_hosts files, as they were when the files were read. Unchanging, so safe for
/// any number of threads.
///
/// To find a key that matches costs the same for small and large files: plain names are in one map, and hashed lines
/// are in another by their key. Only if no key matches is the name compared with every hashed line, one HMAC for each.
public final class KnownHosts {

  private final Map<String, List<KnownHostsLine>> byName = new HashMap<>();
  private final Map<String, List<KnownHostsLine>> hashedByKey = new HashMap<>();
  private final List<KnownHostsLine> patterns = new ArrayList<>();
  private final List<KnownHostsLine> marked = new ArrayList<>();
  private final List<String> warnings;

  KnownHosts(KnownHostsReader read) {
    this.warnings = List.copyOf(read.warnings());
    read.lines().forEach(this::index);
  }

  /// Reads the files; one that is missing holds nothing.
  ///
  /// @throws KnownHostsException if a file is there but cannot be read, or is absurdly large
  public static KnownHosts read(List<Path> files) throws KnownHostsException {
    KnownHostsReader reader = new KnownHostsReader();
    for (Path file : files) {
      reader.read(file);
    }
    return new KnownHosts(reader);
  }

  /// The name a host goes by in these files.
  public static String name(String address, int port) {
    String lower = address.toLowerCase(Locale.ROOT);
    return port == 22 ? lower : "[" + lower + "]:" + port;
  }

  private void index(KnownHostsLine line) {
    if (line.marker() != Marker.NONE) {
      marked.add(line);
      return;
    }
    switch (line.hosts()) {
      case KnownHostsPattern.Hashed _ ->
          hashedByKey.computeIfAbsent(line.key().base64(), _ -> new ArrayList<>()).add(line);
      case KnownHostsPattern.Plain plain when plain.literal() ->
          plain
              .patterns()
              .forEach(name -> byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(line));
      case KnownHostsPattern.Plain _ -> patterns.add(line);
    }
  }

  /// What could not be understood: `file:line: what is wrong`.
  public List<String> warnings() {
    return warnings;
  }

  /// What the files say about a key. As for ssh, a host at another port than 22 is also known if the key is held for
  /// its address without a port. A key that is revoked for the address counts at no port; ssh takes it at another port
  /// than 22 if a line with this very port, or with `*`, has it.
  public HostKeyVerdict check(String address, int port, PublicKey offered) {
    String name = name(address, port);
    // a revoked key never counts, whatever other lines say
    for (KnownHostsLine line : marked) {
      if (line.marker() == Marker.REVOKED
          && line.key().equals(offered)
          && isAbout(line, address, port)) {
        return new HostKeyVerdict.Revoked(line.where());
      }
    }
    HostKeyVerdict verdict = check(name, offered);
    if (verdict instanceof HostKeyVerdict.Unknown && port != 22) {
      return switch (check(name(address, 22), offered)) {
        case HostKeyVerdict.Known known -> known;
        case HostKeyVerdict.Revoked _, HostKeyVerdict.Unknown _, HostKeyVerdict.Changed _ ->
            verdict;
      };
    }
    return verdict;
  }

  private HostKeyVerdict check(String name, PublicKey offered) {
    // First a line with this very key.
    List<KnownHostsLine> held = unhashed(name);
    if (held.stream().anyMatch(line -> line.key().equals(offered))
        || hashedByKey.getOrDefault(offered.base64(), List.of()).stream()
            .anyMatch(line -> line.isAbout(name))) {
      return new HostKeyVerdict.Known();
    }
    // Only now does every hashed line have to be looked at, to tell a changed key from an unknown
    // host.
    hashedByKey.values().stream()
        .flatMap(List::stream)
        .filter(line -> line.isAbout(name))
        .forEach(held::add);
    return held.isEmpty() ? new HostKeyVerdict.Unknown() : changed(held);
  }

  private static HostKeyVerdict changed(List<KnownHostsLine> held) {
    return new HostKeyVerdict.Changed(
        held.stream().map(line -> line.key() + " (" + line.where() + ")").toList(),
        held.stream().map(line -> line.key().type()).distinct().toList());
  }

  private List<KnownHostsLine> unhashed(String name) {
    List<KnownHostsLine> held = new ArrayList<>(byName.getOrDefault(name, List.of()));
    patterns.stream().filter(line -> line.isAbout(name)).forEach(held::add);
    return held;
  }

  /// The types of the keys held for a host. Hashed lines are not looked at, since each costs an HMAC.
  public Set<String> types(String address, int port) {
    Set<String> types = new LinkedHashSet<>();
    unhashed(name(address, port)).forEach(line -> types.add(line.key().type()));
    return types;
  }

  /// The keys that may sign certificates of this host. As for ssh, at another port than 22 this includes the keys held
  /// for the address without a port.
  public List<PublicKey> authorities(String address, int port) {
    return marked(line -> line.marker() == Marker.CERT_AUTHORITY, address, port);
  }

  /// The keys that are revoked for this host: neither the host nor an authority may use them.
  public List<PublicKey> revoked(String address, int port) {
    return marked(line -> line.marker() == Marker.REVOKED, address, port);
  }

  private List<PublicKey> marked(Predicate<KnownHostsLine> wanted, String address, int port) {
    return marked.stream()
        .filter(wanted)
        .filter(line -> isAbout(line, address, port))
        .map(KnownHostsLine::key)
        .toList();
  }

  /// Whether a line is about the host at this port, or about its address without a port.
  private static boolean isAbout(KnownHostsLine line, String address, int port) {
    return line.isAbout(name(address, port)) || line.isAbout(name(address, 22));
  }
}
