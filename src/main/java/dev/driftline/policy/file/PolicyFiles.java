package dev.driftline.policy.file;

import dev.driftline.file.FileTree;
import dev.driftline.source.FileProblem;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Finds and reads policies and the files of other kinds beside them: the files that are named, and `*.yaml` and
/// `*.yml` below the folders that are named.
///
/// A link is followed only to a regular file inside the named folder. Otherwise a person who may write to that folder
/// could make driftline read a file that this person may not read.
final class PolicyFiles {

  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_FILES = 10_000;

  private final Problems problems;

  PolicyFiles(Problems problems) {
    this.problems = problems;
  }

  List<PolicyFile> read(List<Path> paths) {
    Map<Path, FileTree> files = new LinkedHashMap<>();
    Set<Path> named = new HashSet<>(paths);
    for (Path path : paths) {
      try {
        FileTree tree = FileTree.named(path);
        List<Path> found = Files.isDirectory(path) ? below(tree) : List.of(path);
        found.forEach(file -> files.putIfAbsent(file, tree));
      } catch (IOException e) {
        problems.add(FileProblem.of(path, "cannot read the file", e));
      }
    }
    return files.entrySet().stream()
        .flatMap(file -> read(file.getValue(), file.getKey()).stream())
        .filter(file -> isRead(file, named.contains(Path.of(file.source().name()))))
        .toList();
  }

  private Optional<PolicyFile> read(FileTree tree, Path path) {
    Optional<SourceFile> source = SourceFile.read(tree, path, MAX_BYTES, problems);
    if (source.isEmpty()) {
      return Optional.empty();
    }
    int before = problems.sorted().size();
    Optional<YamlNode> root = YamlReader.read(source.get(), problems);
    if (root.isEmpty() && problems.sorted().size() == before) {
      problem(path, "the file holds no policy", "begin it with `policy: some-name`, or remove it");
    }
    return root.flatMap(node ->
        FileKind.of(source.get(), node, problems)
            .map(kind -> new PolicyFile(source.get(), node, kind)));
  }

  /// Plans may lie among the policies, and are no part of them: a gate names its plan.
  private boolean isRead(PolicyFile file, boolean named) {
    if (file.kind() == FileKind.PLAN && named) {
      problem(
          Path.of(file.source().name()),
          "a plan is no policy",
          "name it with `driftline gate --assume-file %s`".formatted(file.source().name()));
    }
    return file.kind() != FileKind.PLAN;
  }

  private List<Path> below(FileTree tree) {
    Path folder = tree.folder();
    List<Path> found = new ArrayList<>();
    try (Stream<Path> walk =
        Files.find(
            folder, Integer.MAX_VALUE, (path, _) -> isPolicy(path), new FileVisitOption[0])) {
      // one more than allowed, to see that there are too many
      List<Path> all = walk.limit(MAX_FILES + 1L).sorted().toList();
      if (all.stream().allMatch(Files::isDirectory)) {
        problem(folder, "the folder holds no policy", "policies are files named *.yaml or *.yml");
      }
      if (all.size() > MAX_FILES) {
        problem(folder, "more than %d policy files".formatted(MAX_FILES), "name a smaller folder");
      }
      for (Path path : all) {
        if (!Files.isDirectory(path)) {
          found.add(path);
        } else {
          // a link to a folder is never followed, but one that leads out is reported
          requireInside(tree, path);
        }
      }
    } catch (IOException e) {
      unreadable(folder, e);
    } catch (UncheckedIOException e) {
      unreadable(folder, Objects.requireNonNull(e.getCause()));
    }
    return found;
  }

  /// A link to a folder counts, too, whatever its name. It is not followed, and the policies behind it must not be left
  /// out without a word.
  private static boolean isPolicy(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    boolean named = name.endsWith(".yaml") || name.endsWith(".yml");
    return (named || Files.isDirectory(path))
        && !name.startsWith(".")
        && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private void requireInside(FileTree tree, Path link) {
    try {
      tree.requireInside(link);
    } catch (IOException e) {
      problems.add(FileProblem.of(link, "cannot follow the link", e));
    }
  }

  private void unreadable(Path folder, IOException why) {
    problems.add(FileProblem.of(folder, "cannot look through the folder", why));
  }

  private void problem(Path path, String message, String hint) {
    problems.add(Problem.error(new SourceLocation(path.toString(), 1, 1), "", message, hint));
  }
}
