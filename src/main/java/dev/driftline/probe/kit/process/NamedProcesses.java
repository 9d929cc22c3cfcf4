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

/// The processes that a question is about: those of some names, or all.
///
/// Questions of one host share their looks at it. Each names its processes before any look begins; a look is about the
/// processes that any question names, or about all if one question names none.
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

  private static final String PRELUDE = "process-names";
  private static final String LOOK = ShellHalf.load(NamedProcesses.class, "process-names");
  private static final String FIND = ShellHalf.load(NamedProcesses.class, "find-named");
  private static final String NOTHING_YET = "process_names= process_some= process_every=\n";

  public NamedProcesses {
    names = Set.copyOf(names);
  }

  /// Those of whatever name.
  public static NamedProcesses all() {
    return new NamedProcesses(Set.of());
  }

  /// Names that a host cannot compare as its answer is read are no reason to look at fewer.
  public static NamedProcesses of(Question question) {
    return of(question.parameter(PARAMETER.name()));
  }

  /// The processes that a list names, or all if it is empty or a host cannot compare it.
  ///
  /// @param list names, with commas between
  public static NamedProcesses of(String list) {
    return list.isEmpty() || !isComparable(list)
        ? all()
        : new NamedProcesses(Arrays.stream(list.split(",", -1)).collect(Collectors.toSet()));
  }

  /// A name that is not UTF-8 is read with U+FFFD in it; the tab and the newline in one are read as `?`, on the host
  /// already.
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

  /// The sections of a question that looks at these processes.
  ///
  /// @param looks made by [#look]; the first may be the process table
  public List<Section> sections(Section... looks) {
    List<Section> sections = new ArrayList<>();
    sections.add(prelude(Arrays.stream(looks).map(Section::name).collect(Collectors.joining(" "))));
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
    return areAll()
        ? Section.prelude(PRELUDE, NOTHING_YET, add)
        : Section.prelude(PRELUDE, NOTHING_YET, FIND, add);
  }

  /// A section whose script looks at the processes `pids`: those that the questions name, or all.
  public static Section look(String name, String script, int maxBytes, String... setups) {
    return new Section(name, "pids_for %s\n%s".formatted(name, script), maxBytes, all(setups));
  }

  /// The same of the process table, which also holds where processes come from.
  public static Section table(String name, String script, int maxBytes, String... setups) {
    return new Section(name, "pids_for %s kin\n%s".formatted(name, script), maxBytes, all(setups));
  }

  private static List<String> all(String... setups) {
    return Stream.concat(Stream.of(setups), Stream.of(LOOK)).toList();
  }
}
