package dev.driftline.baseline;

import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.probe.host.HostDescription;
import dev.driftline.probe.packages.PackagesTable;
import dev.driftline.probe.processes.ProcessesTable;
import dev.driftline.probe.sockets.SocketsTable;
import dev.driftline.text.Escape;
import dev.driftline.text.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// A policy that says what one host is now: its system, its packages, the ports on which it listens, the services that
/// run.
///
/// @param policy  the file's text; empty if nothing at all could be told
/// @param missing what could not be told, so that it is not in the policy, in whole sentences
public record Baseline(Optional<String> policy, List<String> missing) {

  private static final Question PROCESSES = new Question(ProcessesTable.PROBE);
  private static final Question SOCKETS = new Question(SocketsTable.PROBE);

  public Baseline {
    missing = List.copyOf(missing);
  }

  /// What the host is asked.
  public static List<Question> questions() {
    return List.of(HostDescription.QUESTION, PackagesTable.question(), SOCKETS, PROCESSES);
  }

  /// The policy for a host.
  ///
  /// @param day      on which it was asked: `2026-12-01`
  /// @param versions whether packages must keep their versions
  public static Baseline of(
      String host, String day, Map<Question, Answer> answers, boolean versions) {
    Yaml yaml = new Yaml(host);
    List<String> missing = new ArrayList<>();
    Parts parts = new Parts(host, yaml, missing);
    part(answers.get(HostDescription.QUESTION), "host", parts::system, missing, yaml);
    part(
        answers.get(PackagesTable.question()),
        "packages",
        (rows, whole) -> parts.packages(rows, whole, versions),
        missing,
        yaml);
    part(answers.get(SOCKETS), SocketsTable.PROBE, parts::listeners, missing, yaml);
    part(answers.get(PROCESSES), ProcessesTable.PROBE, parts::services, missing, yaml);
    if (yaml.isEmpty()) {
      return new Baseline(Optional.empty(), missing);
    }
    String head =
        """
        # What %1$s was on %2$s, as driftline saw it.
        # Take out what may change, and widen `hosts` to all hosts that should be alike.
        policy: baseline-%3$s
        title: What %1$s was on %2$s
        hosts: %4$s
        checks:
        """
            .formatted(
                Escape.sentence(host).replaceAll("[^A-Za-z0-9._-]", "?"),
                day,
                Yaml.name(host).substring(0, Math.min(80, Yaml.name(host).length())),
                YamlText.quoted(host));
    return new Baseline(Optional.of(head + yaml.text().stripTrailing() + "\n"), missing);
  }

  /// @param writer of the checks: takes the rows, and whether there are no others
  private static void part(
      @org.jspecify.annotations.Nullable Answer answer,
      String probe,
      BiConsumer<List<Row>, Boolean> writer,
      List<String> missing,
      Yaml yaml) {
    switch (answer) {
      case Answer.Observed(List<Row> rows, _, Optional<String> gap) -> {
        gap.ifPresent(why -> missing.add("%s: rows may be missing: %s".formatted(probe, why)));
        writer.accept(rows, gap.isEmpty());
      }
      case Answer.Absent _ -> yaml.comment("%s: this host has none".formatted(probe));
      case Answer.Unknown(var reason, String why, _) ->
          missing.add("%s: %s: %s".formatted(probe, reason.word(), why));
      case null -> missing.add("%s was not asked".formatted(probe));
    }
  }
}
