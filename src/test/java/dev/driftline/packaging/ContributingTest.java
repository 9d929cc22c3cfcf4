package dev.driftline.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What `CONTRIBUTING.md` tells a newcomer is there: the files of its tables and the tests that catch what was
/// forgotten.
class ContributingTest {

  private static final Path PAGE = Path.of("CONTRIBUTING.md");
  private static final Path ROOMS = Path.of("src/main/java/dev/driftline");
  private static final Pattern NAMED = Pattern.compile("`([^`]+)`");
  private static final Pattern FILE = Pattern.compile("[\\w.*/-]+(/|\\.(java|sh|md|yaml))");

  /// A command of a block of shell text, whose lines may go on behind a backslash.
  private static final Pattern COMMAND = Pattern.compile("(?m)^bin/test ((?:[^\\\\\n]|\\\\\n)+)$");

  /// A row of a table `| file | change | why | caught by |`.
  private record Row(String file, String caughtBy) {}

  @Test
  void everyFileOfItsTablesIsThere() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Row row : rows()) {
      for (String name : named(row.file())) {
        if (FILE.matcher(name).matches() && !isThere(name)) {
          missing.add(name);
        }
      }
    }
    assertThat(rows()).hasSizeGreaterThan(8);
    assertThat(missing).as("files that CONTRIBUTING.md names and that are not there").isEmpty();
  }

  /// A name has `NAME` and `Name` for what is added, and may begin in the sources of the program.
  private static boolean isThere(String name) throws IOException {
    String glob = name.replace("NAME", "*").replace("Name", "*");
    String path = glob.endsWith("/") ? glob.substring(0, glob.length() - 1) : glob;
    return exists(Path.of(""), path) || exists(ROOMS, path);
  }

  private static boolean exists(Path root, String glob) throws IOException {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + root.resolve(glob));
    Path begin = Path.of(root.resolve(glob).toString().replaceAll("[^/]*\\*.*", ""));
    if (!Files.exists(begin.toString().isEmpty() ? Path.of(".") : begin)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(begin)) {
      return files.anyMatch(matcher::matches);
    }
  }

  @Test
  void everyTestOfItsTablesIsThere() throws IOException {
    TreeSet<String> tests = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      files.forEach(file -> tests.add(file.getFileName().toString().replace(".java", "")));
    }
    List<Row> wrong = new ArrayList<>();
    for (Row row : rows()) {
      List<String> named = named(row.caughtBy());
      boolean caught = !named.isEmpty() || row.caughtBy().equals("the compiler");
      if (!caught || !tests.containsAll(onlyClasses(named))) {
        wrong.add(row);
      }
    }
    assertThat(wrong).as("rows of CONTRIBUTING.md that name no test that is there").isEmpty();
  }

  @Test
  void belowEachTableStandsTheCommandThatRunsItsTests() throws IOException {
    List<String> wrong = new ArrayList<>();
    int commands = 0;
    for (String section : Files.readString(PAGE).split("(?m)^## ", -1)) {
      List<Row> rows = rows(section.lines().toList());
      TreeSet<String> named = new TreeSet<>();
      rows.forEach(row -> named.addAll(onlyClasses(named(row.caughtBy()))));
      TreeSet<String> run = new TreeSet<>();
      Matcher command = COMMAND.matcher(section);
      while (command.find()) {
        run.addAll(List.of(command.group(1).replace("\\\n", "").strip().split("\\s+", -1)));
      }
      commands += rows.isEmpty() ? 0 : 1;
      if (!rows.isEmpty() && !run.equals(named)) {
        wrong.add(
            "%s: bin/test %s"
                .formatted(section.lines().findFirst().orElse(""), String.join(" ", named)));
      }
    }
    assertThat(commands).isGreaterThan(3);
    assertThat(wrong)
        .as(
            "sections of CONTRIBUTING.md whose command is not the one for the tests of the table: write these")
        .isEmpty();
  }

  private static List<String> onlyClasses(List<String> names) {
    return names.stream().filter(name -> name.matches("[A-Z]\\w+")).toList();
  }

  @Test
  void everyRoomHasARowInThePageOfTheArchitecture() throws IOException {
    String page = Files.readString(Path.of("docs/ARCHITECTURE.md"));
    try (Stream<Path> rooms = Files.list(ROOMS)) {
      List<String> names =
          rooms.filter(Files::isDirectory).map(room -> room.getFileName().toString()).toList();
      assertThat(names)
          .as("docs/ARCHITECTURE.md lacks a row about a package: add one for each of these")
          .filteredOn(name -> !page.contains("`" + name + "`") && !page.contains("`" + name + "."))
          .isEmpty();
    }
  }

  @Test
  void everyPackageIsNullMarked() throws IOException {
    List<Path> wrong = new ArrayList<>();
    try (Stream<Path> folders = Files.walk(ROOMS).filter(Files::isDirectory)) {
      for (Path folder : folders.toList()) {
        Path info = folder.resolve("package-info.java");
        if (hasSources(folder)
            && !(Files.exists(info) && Files.readString(info).contains("\n@NullMarked\n"))) {
          wrong.add(info);
        }
      }
    }
    assertThat(wrong)
        .as("packages without a package-info.java that says @NullMarked: add one")
        .isEmpty();
  }

  private static boolean hasSources(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".java"));
    }
  }

  private static List<Row> rows() throws IOException {
    return rows(Files.readAllLines(PAGE));
  }

  private static List<Row> rows(List<String> lines) {
    List<Row> rows = new ArrayList<>();
    boolean ours = false;
    for (String line : lines) {
      if (line.startsWith("| file | change | why | caught by |")) {
        ours = true;
      } else if (!line.startsWith("|")) {
        ours = false;
      } else if (ours && !line.startsWith("|---")) {
        String[] cells = line.split("\\|", -1);
        rows.add(new Row(cells[1].strip(), cells[4].strip()));
      }
    }
    return rows;
  }

  private static List<String> named(String cell) {
    return NAMED.matcher(cell).results().map(found -> found.group(1)).toList();
  }
}
