package dev.driftline.run;

import dev.driftline.model.table.TableDefinition;
import dev.driftline.model.table.TableDefinition.Form;
import dev.driftline.policy.Check;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.Suggestion;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which checks of the policies are judged. For example, `--tags fast` selects the checks with the tag `fast`.
///
/// @param ids        only the checks with these ids (`--check`); all if it is empty
/// @param tags       only the checks with one of these tags (`--tags`); all if it is empty
/// @param noCommands whether no command of a policy is run (`--no-commands`): a check with one is unknown
/// @param alsoOff    whether checks with `enabled: false` are selected even if no id and no tag asks for them
public record CheckSelection(
    Set<String> ids, Set<String> tags, boolean noCommands, boolean alsoOff) {

  public CheckSelection {
    // in the order that was typed: problems are shown in it
    ids = Collections.unmodifiableSet(new LinkedHashSet<>(ids));
    tags = Collections.unmodifiableSet(new LinkedHashSet<>(tags));
  }

  public CheckSelection(Set<String> ids, Set<String> tags, boolean noCommands) {
    this(ids, tags, noCommands, false);
  }

  /// The same selection, with the checks that run only where they are asked for. `lint` looks at these, too.
  public CheckSelection withThoseOff() {
    return new CheckSelection(ids, tags, noCommands, true);
  }

  public boolean selects(Check check) {
    // an id or a tag that fits asks for the check, even if it is off
    boolean runs = check.enabled() || alsoOff || !ids.isEmpty() || !tags.isEmpty();
    return runs
        && (ids.isEmpty() || ids.contains(check.info().id()))
        && (tags.isEmpty() || check.tags().stream().anyMatch(tags::contains));
  }

  /// The check as it is judged. If it runs a command and commands are off, hosts are not asked.
  public Check asAllowed(Check check) {
    return isOff(check) ? check.notAsked("commands are off: --no-commands") : check;
  }

  /// Whether the check runs a command, and commands are off.
  public boolean isOff(Check check) {
    return noCommands && runsCommands(check.table());
  }

  /// Whether hosts run what a policy, or the person who asks, has written.
  public static boolean runsCommands(TableDefinition table) {
    return table.parameters().stream().anyMatch(parameter -> parameter.form() == Form.COMMAND);
  }

  /// Reports each id and tag that no policy has. A misspelled id must not look like a check that passed.
  void reportUnknown(PolicySet policies, Problems problems) {
    List<Check> all = policies.drafts().stream().flatMap(p -> p.checks().stream()).toList();
    List<String> known = all.stream().map(check -> check.info().id()).toList();
    reportUnknown("--check", "check", ids, known, problems);
    List<String> used = all.stream().flatMap(check -> check.tags().stream()).distinct().toList();
    reportUnknown("--tags", "tag", tags, used, problems);
  }

  private static void reportUnknown(
      String option, String kind, Set<String> words, List<String> known, Problems problems) {
    for (String word : words) {
      if (!known.contains(word)) {
        problems.add(
            Problem.error(
                new SourceLocation(option, 1, 1),
                word,
                "no %s \"%s\" in the policies".formatted(kind, word),
                Suggestion.of(kind, word, known)));
      }
    }
  }
}
