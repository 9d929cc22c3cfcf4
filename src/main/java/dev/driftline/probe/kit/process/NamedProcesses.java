package dev.driftline.probe.kit.process;

import dev.driftline.model.table.Question;
import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.model.table.TableDefinition.Parameter;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.ShellHalf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The processes that a question wants: those of some names, or all.
///
/// The questions of a host share their looks. Each question first adds its names to a shell variable, in a prelude. A
/// look then covers the processes that any of the questions names. If one question names none, the look covers all
/// processes.
///
/// @param names empty for all processes
public record NamedProcesses(Set<String> names) {

  /// The parameter of probes whose `where` may name processes.
  public static final Parameter PARAMETER =
      new Parameter(
          "names",
          "The names of the processes that are wanted, so that only these are looked at.",
          false,
          Form.LIST,
          Optional.of("name"));

  /// Parts of the process table's look, for [#sections]: the table, the descriptors 0, 1 and 2, and the other ends of
  /// pipes and streams on them.
  public static final String TABLE = "processes";

  public static final String DESCRIPTORS = "descriptors";
  public static final String ENDS = "ends";

  private static final String PRELUDE = "process-names";
  private static final String LOOK = ShellHalf.load(NamedProcesses.class, "process-names");
  private static final List<String> FIND =
      List.of(
          ShellHalf.awk(NamedProcesses.class, "stat"),
          ShellHalf.awk(NamedProcesses.class, "find-named"));
  private static final String NOTHING_YET = "process_names= process_some= process_every=\n";

  public NamedProcesses {
    names = Set.copyOf(names);
  }

  /// All processes, whatever their names.
  public static NamedProcesses all() {
    return new NamedProcesses(Set.of());
  }

  /// The processes that the question names. If the host cannot compare the names, all processes are looked at.
  public static NamedProcesses of(Question question) {
    return of(question.parameter(PARAMETER.name()));
  }

  /// The processes that a list names. It means all processes if it is empty, or if the host cannot compare it.
  ///
  /// @param list names, with commas between
  public static NamedProcesses of(String list) {
    return list.isEmpty() || !isComparable(list)
        ? all()
        : new NamedProcesses(Arrays.stream(list.split(",", -1)).collect(Collectors.toSet()));
  }

  /// Whether the host can compare these names with its own. It cannot if a name was changed on its way: bytes that are
  /// not UTF-8 arrive as U+FFFD, and the host itself prints a tab or a newline as `?`.
  private static boolean isComparable(String list) {
    byte[] bytes = list.getBytes(StandardCharsets.UTF_8);
    return list.chars().noneMatch(c -> c == '\uFFFD' || Character.isISOControl(c))
        && new String(bytes, StandardCharsets.UTF_8).equals(list);
  }

  public boolean areAll() {
    return names.isEmpty();
  }

  public boolean have(RunningProcess process) {
    return areAll() || names.contains(process.name());
  }

  /// The sections of a question that wants these processes.
  ///
  /// @param looks made by [#look]; the first may be the process table
  public List<Section> sections(Section... looks) {
    return sections(List.of(), looks);
  }

  /// The same, with parts of the process table's look: [#DESCRIPTORS], [#ENDS].
  public List<Section> sections(List<String> parts, Section... looks) {
    List<Section> sections = new ArrayList<>();
    sections.add(
        prelude(
            Stream.concat(parts.stream(), Arrays.stream(looks).map(Section::name))
                .collect(Collectors.joining(" "))));
    sections.addAll(List.of(looks));
    return List.copyOf(sections);
  }

  private Section prelude(String looks) {
    String list = names.stream().sorted().collect(Collectors.joining(","));
    String add =
        areAll()
            ? "process_every=\"$process_every %s\"\n".formatted(looks)
            : "process_names=$process_names,%s process_some=\"$process_some %s\"\n"
                .formatted(ShellHalf.quoted(list), looks);
    return Section.prelude(PRELUDE, NOTHING_YET, add);
  }

  /// A section whose script looks at the processes in `$pids`: those that the questions name, or all.
  public static Section look(String name, String script, int maxBytes, String... setups) {
    return new Section(name, "pids_for %s\n%s".formatted(name, script), maxBytes, all(setups));
  }

  private static List<String> all(String... setups) {
    return Stream.of(Stream.of(setups), FIND.stream(), Stream.of(LOOK))
        .flatMap(text -> text)
        .toList();
  }
}
