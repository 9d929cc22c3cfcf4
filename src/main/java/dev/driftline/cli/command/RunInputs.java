package dev.driftline.cli.command;

import dev.driftline.cli.option.ConnectionOptions;
import dev.driftline.inventory.Inventory;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Hop;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.Login;
import dev.driftline.policy.file.PolicySet;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The files that a run reads: a report must not replace one of them. The files of `~/.ssh` are among them, whether or
/// not this run needs them.
public record RunInputs(Set<Path> files) {

  public static RunInputs of(
      Inventory inventory, PolicySet policies, List<Host> hosts, ConnectionOptions options)
      throws IOException {
    Set<Path> files = new LinkedHashSet<>(inventory.files());
    policies.files().stream().map(Path::of).forEach(files::add);
    files.addAll(options.knownHosts());
    options.key().ifPresent(files::add);
    hosts.stream().map(Host::connection).flatMap(RunInputs::of).forEach(files::add);
    files.add(Path.of("/etc/ssh/ssh_known_hosts"));
    Path ssh = Path.of(System.getProperty("user.home", "/"), ".ssh");
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(ssh)) {
      entries.forEach(files::add);
    } catch (NoSuchFileException | NotDirectoryException _) {
      return new RunInputs(files); // this user has no keys
    }
    return new RunInputs(files);
  }

  /// The same with another file that was read, if there was one.
  public RunInputs with(Optional<Path> file) {
    Set<Path> all = new LinkedHashSet<>(files);
    file.ifPresent(all::add);
    return new RunInputs(all);
  }

  private static Stream<Path> of(Connection connection) {
    Stream<Login> logins =
        Stream.concat(Stream.of(connection.login()), connection.jumps().stream().map(Hop::login));
    return Stream.concat(
        connection.knownHosts().stream(), logins.map(Login::key).flatMap(Optional::stream));
  }

  /// Whether this is one of the files, on whatever way it is named.
  public boolean contains(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    for (Path input : files) {
      if (Files.exists(input) && Files.isSameFile(input, file)) {
        return true;
      }
    }
    return false;
  }
}
