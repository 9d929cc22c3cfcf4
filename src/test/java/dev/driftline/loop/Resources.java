package dev.driftline.loop;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Files that are copied beside the classes as they are.
///
/// @param folder   where their names begin
/// @param includes Maven's patterns (`**/*.sh`); without one, every file
record Resources(Path folder, List<String> includes) {

  Resources {
    includes = List.copyOf(includes);
  }

  /// All of them, in order.
  List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(this::isIncluded).sorted().toList();
    }
  }

  // With the folder before the name, `**/` matches a file at the top as well, which is what Maven
  // means by it.
  private boolean isIncluded(Path file) {
    return includes.isEmpty()
        || includes.stream()
            .anyMatch(include ->
                FileSystems.getDefault().getPathMatcher("glob:" + include).matches(file));
  }
}
