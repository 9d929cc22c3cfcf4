package dev.driftline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.table.TableDefinition;
import dev.driftline.run.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A probe's and a column's name stand as text in the room of the probe, and nowhere else: other rooms take them from
/// the table's definition, or from a constant of that room. So a name can be changed in one place, and a new probe
/// needs no line elsewhere.
class ProbeNamesTest {

  private static final Path SOURCES = Path.of("src/main/java/dev/driftline");

  /// Rooms that work on tables. In the others the same words mean something else: `host` is a variable of the inventory
  /// and a field of the report.
  private static final List<String> ROOMS =
      List.of("model", "policy", "collect", "judge", "pair", "run", "probe/kit");

  /// In all rooms: a name that is given to a row, or to a question.
  private static final Pattern READ =
      Pattern.compile("(?:row|Row|description)\\.(?:text|cell)\\(\"|new Question\\(\"");

  private static final Pattern LITERAL = Pattern.compile("\"([a-z][a-z_.]*)\"");

  /// Words of the same letters that are no probe and no column, by file.
  private static final Map<String, Set<String>> OTHER_WORDS =
      Map.ofEntries(
          // streams of the script
          Map.entry("collect/Frames.java", Set.of("stdout", "stderr")),
          // keys of the policy language
          Map.entry("policy/compile/CheckCompiler.java", Set.of("pair")),
          Map.entry("policy/compile/SubjectCompiler.java", Set.of("pair", "library")),
          // the streams of a program, which every table with a command line has
          Map.entry("policy/compile/CommandNotes.java", Set.of("stdout", "stderr")),
          // what a parameter, and the column that orders versions, is called in every room
          Map.entry("probe/kit/process/NamedProcesses.java", Set.of("name", "processes")),
          Map.entry("probe/kit/packages/PackageManagers.java", Set.of("manager")),
          // the columns that say which process a row is about, in every table that has them
          Map.entry(
              "probe/kit/process/ProcessWords.java",
              Set.of("age", "command", "container", "pid", "started", "unit", "user")),
          // an account, not the folder of a process
          Map.entry("run/PrivilegeHint.java", Set.of("root")),
          // first words of the records of shell halves, and names of sections
          Map.entry("probe/kit/network/SocketListing.java", Set.of("accepted", "peer")),
          Map.entry("probe/kit/network/SocketLook.java", Set.of("sockets")),
          Map.entry("probe/kit/packages/FileOwners.java", Set.of("manager", "version")),
          Map.entry("probe/kit/process/CommandLines.java", Set.of("command")),
          Map.entry(
              "probe/kit/process/DescriptorReader.java", Set.of("accepted", "command", "peer")),
          Map.entry("probe/kit/process/ProcessTable.java", Set.of("user", "processes", "host")),
          // the room of the table of pairs itself
          Map.entry("pair/PairTable.java", names()),
          Map.entry("pair/PairCells.java", names()),
          Map.entry("pair/PairFits.java", names()),
          Map.entry("pair/list/PairList.java", names()),
          Map.entry("pair/PairRows.java", names()),
          Map.entry("pair/PairEnds.java", names()),
          Map.entry("pair/PairThen.java", names()));

  private static Set<String> names() {
    return Catalog.tables().values().stream()
        .flatMap(table -> Stream.concat(Stream.of(table.name()), table.columns().names().stream()))
        .collect(Collectors.toSet());
  }

  @Test
  void roomsThatWorkOnTablesNameNoProbeAndNoColumn() throws IOException {
    Set<String> names = names();
    List<String> named = new ArrayList<>();
    for (String room : ROOMS) {
      for (Path file : sources(SOURCES.resolve(room))) {
        Set<String> others =
            OTHER_WORDS.getOrDefault(SOURCES.relativize(file).toString(), Set.of());
        LITERAL
            .matcher(code(file))
            .results()
            .map(literal -> literal.group(1))
            .filter(word -> names.contains(word) && !others.contains(word))
            .forEach(word -> named.add("%s: \"%s\"".formatted(file, word)));
      }
    }
    assertThat(named)
        .as("take these from the table's definition, or from a constant of the probe's room")
        .isEmpty();
  }

  @Test
  void noRoomReadsAColumnOfAProbeByItsName() throws IOException {
    List<String> named = new ArrayList<>();
    for (Path file : sources(SOURCES)) {
      if (!isRoomOfATable(SOURCES.relativize(file))) {
        Matcher read = READ.matcher(code(file));
        while (read.find()) {
          named.add("%s: %s".formatted(file, read.group()));
        }
      }
    }
    assertThat(named)
        .as("take the name of the column from a constant of the probe's room")
        .isEmpty();
  }

  /// A name that is excused and stands there no more hides the next one.
  @Test
  void everyExcusedWordIsThere() throws IOException {
    Map<String, Set<String>> idle = new HashMap<>();
    for (Map.Entry<String, Set<String>> excused : OTHER_WORDS.entrySet()) {
      if (!excused.getKey().startsWith("pair/")) {
        String code = code(SOURCES.resolve(excused.getKey()));
        excused.getValue().stream()
            .filter(word -> !code.contains("\"" + word + "\""))
            .forEach(word -> idle.put(excused.getKey(), Set.of(word)));
      }
    }
    assertThat(idle).isEmpty();
  }

  @Test
  void aTablesKeyNeverHasAColumnThatChangesWithEveryStart() {
    for (TableDefinition table : Catalog.tables().values()) {
      assertThat(table.key()).as(table.name()).doesNotContain("pid", "ppid", "age", "started");
    }
  }

  private static boolean isRoomOfATable(Path file) {
    return file.toString().matches("probe/(?!kit/)[a-z]+/.*|pair/Pair(Table|Rows|Cells)\\.java");
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  /// Without comments.
  private static String code(Path file) throws IOException {
    return Files.readString(file).replaceAll("(?m)^\\s*//.*$", "");
  }
}
