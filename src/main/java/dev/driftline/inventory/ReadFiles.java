package dev.driftline.inventory;

import dev.driftline.file.FileFault;
import dev.driftline.file.FileTree;
import dev.driftline.file.OpenedFile;
import dev.driftline.source.FileProblem;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The files of an inventory. They are kept, so that a problem can quote its line.
final class ReadFiles {

  /// An inventory of 100,000 hosts has about 6 MB.
  private static final int MAX_BYTES = 64 << 20;

  private final Map<String, SourceFile> files = new HashMap<>();

  Optional<SourceFile> read(FileTree tree, Path path, Problems problems) {
    Optional<SourceFile> file = SourceFile.read(tree, path, MAX_BYTES, problems);
    file.ifPresent(read -> {
      files.put(read.name(), read);
      warnIfWritableByAll(path, problems);
    });
    return file;
  }

  /// A file that decides nothing. If it cannot be read, that is a note and the result is empty. What is not UTF-8 in it
  /// is replaced.
  Optional<SourceFile> look(Path path, int maxBytes, Problems problems) {
    try (OpenedFile opened = FileTree.named(path).open(path)) {
      String text = new String(opened.bytes(maxBytes), StandardCharsets.UTF_8);
      SourceFile file = new SourceFile(path.toString(), text);
      files.put(file.name(), file);
      return Optional.of(file);
    } catch (IOException e) {
      Problem fault = FileProblem.of(path, "cannot read the file", e);
      problems.add(
          Problem.note(
              fault.at(),
              fault.message(),
              "driftline works without it, and says nothing about it"));
      return Optional.empty();
    }
  }

  Set<String> names() {
    return files.keySet();
  }

  Optional<YamlNode> parse(SourceFile file, Problems problems) {
    return YamlReader.readInventory(file, problems);
  }

  /// The variables in a file. Empty if it has none.
  Optional<Mapping> mapping(FileTree tree, Path path, Problems problems) {
    Optional<SourceFile> file = read(tree, path, problems);
    if (file.isPresent() && file.get().text().startsWith("$ANSIBLE_VAULT;")) {
      problems.add(
          Problem.note(
              file.get().at(1, 1),
              "encrypted by ansible-vault: its variables are not known here",
              "driftline opens no vault: write what it needs of them elsewhere"));
      return Optional.empty();
    }
    Optional<YamlNode> root = file.flatMap(read -> parse(read, problems));
    if (root.isPresent() && !(root.get() instanceof Mapping)) {
      error(
          problems,
          root.get().at(),
          "a file of variables must be a mapping, not " + root.get().form(),
          "write \"name: value\"");
    }
    return root.filter(Mapping.class::isInstance).map(Mapping.class::cast);
  }

  void error(Problems problems, SourceLocation at, String message, String hint) {
    SourceFile file = files.get(at.file());
    if (file == null) {
      problems.add(Problem.error(at, "", message, hint));
    } else {
      problems.error(file, at, message, hint);
    }
  }

  void warning(Problems problems, SourceLocation at, String message, String hint) {
    SourceFile file = files.get(at.file());
    if (file == null) {
      problems.add(Problem.warning(at, "", message, hint));
    } else {
      problems.warning(file, at, message, hint);
    }
  }

  private static void warnIfWritableByAll(Path path, Problems problems) {
    try {
      if (Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_WRITE)) {
        problems.add(
            Problem.warning(
                new SourceLocation(path.toString(), 1, 1),
                "",
                "everybody may write this file: whoever does decides where driftline logs in",
                "chmod o-w " + path));
      }
    } catch (UnsupportedOperationException _) {
      return; // a file system without modes
    } catch (IOException e) {
      problems.add(
          Problem.error(
              new SourceLocation(path.toString(), 1, 1),
              "",
              "cannot read the mode of the file: " + FileFault.of(e),
              "check its owner and mode"));
    }
  }
}
