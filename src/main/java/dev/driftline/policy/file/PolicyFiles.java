package dev.driftline.policy.file;

import dev.driftline.source.FileFault;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Finds and reads policy files: those named, and `*.yaml` and `*.yml` below folders that are named.
///
/// Links are followed to regular files inside the named folder only: a policy folder that somebody else may
/// write to must not make driftline read what that somebody could not.
final class PolicyFiles {

  private static final long MAX_BYTES = 1 << 20;
  private static final int MAX_FILES = 10_000;

  private final Problems problems;

  PolicyFiles(Problems problems) {
    this.problems = problems;
  }

  List<PolicyFile> read(List<Path> paths) {
    Set<Path> files = new LinkedHashSet<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        files.addAll(below(path));
      } else {
        files.add(path);
      }
    }
    return files.stream().flatMap(file -> read(file).stream()).toList();
  }

  private Optional<PolicyFile> read(Path path) {
    Optional<SourceFile> source = SourceFile.read(path, MAX_BYTES, problems);
    if (source.isEmpty()) {
      return Optional.empty();
    }
    int before = problems.sorted().size();
    Optional<YamlNode> root = YamlReader.read(source.get(), Set.of(), problems);
    if (root.isEmpty() && problems.sorted().size() == before) {
      problem(path, "the file holds no policy", "begin it with `policy: some-name`, or remove it");
    }
    return root.map(node -> new PolicyFile(source.get(), node));
  }

  private List<Path> below(Path folder) {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> walk =
        Files.find(
            folder, Integer.MAX_VALUE, (path, _) -> isPolicy(path), new FileVisitOption[0])) {
      Path real = folder.toRealPath();
      List<Path> all = walk.limit(MAX_FILES + 1L).sorted().toList();
      if (all.stream().allMatch(Files::isDirectory)) {
        problem(folder, "the folder holds no policy", "policies are files named *.yaml or *.yml");
      }
      if (all.size() > MAX_FILES) {
        problem(folder, "more than %d policy files".formatted(MAX_FILES), "name a smaller folder");
      }
      for (Path path : all) {
        if (!path.toRealPath().startsWith(real)) {
          problem(
              path,
              "the link leads out of %s".formatted(folder),
              "copy the file, or name it with -p");
        } else if (Files.isRegularFile(path)) {
          found.add(path);
        } else if (!Files.isDirectory(path)) {
          problem(path, "not a regular file", "policies are read from regular files only");
        }
      }
    } catch (IOException e) {
      unreadable(folder, FileFault.of(e));
    } catch (UncheckedIOException e) {
      unreadable(folder, FileFault.of(e));
    }
    return found;
  }

  /// Also a link to a folder, whatever its name: it is not gone into, and what it leads to must not be passed over in
  /// silence.
  private static boolean isPolicy(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    boolean named = name.endsWith(".yaml") || name.endsWith(".yml");
    return (named || Files.isDirectory(path))
        && !name.startsWith(".")
        && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private void unreadable(Path folder, String why) {
    problem(folder, "cannot look through the folder: " + why, "check its owner and mode");
  }

  private void problem(Path path, String message, String hint) {
    problems.add(Problem.error(new SourceLocation(path.toString(), 1, 1), "", message, hint));
  }
}
