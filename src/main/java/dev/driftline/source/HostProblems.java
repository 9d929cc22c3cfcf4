package dev.driftline.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The problems of several hosts at one place of a file. Hosts with the same problem share one message.
final class HostProblems {

  private static final int NAMED = 3;
  private static final int MESSAGES = 5;

  private final Map<Problem, Set<String>> hosts = new LinkedHashMap<>();

  /// @param problem without a host. After the first few different ones, others are counted together
  void add(Problem problem, String host) {
    if (hosts.size() < MESSAGES || hosts.containsKey(problem)) {
      hosts.computeIfAbsent(problem, _ -> new LinkedHashSet<>()).add(host);
      return;
    }
    Problem like =
        new Problem(
            problem.level(),
            problem.at(),
            problem.excerpt(),
            "wrong in other ways too",
            "correct those above first");
    hosts.computeIfAbsent(like, _ -> new LinkedHashSet<>()).add(host);
  }

  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    hosts.forEach((problem, names) ->
        problems.add(
            new Problem(
                problem.level(),
                problem.at(),
                problem.excerpt(),
                "%s: %s".formatted(list(names), problem.message()),
                problem.hint())));
    return problems;
  }

  private static String list(Set<String> names) {
    String first =
        names.stream().limit(NAMED).map("\"%s\""::formatted).collect(Collectors.joining(", "));
    int others = names.size() - NAMED;
    return others > 0
        ? "host %s and %s more".formatted(first, String.format(Locale.ROOT, "%,d", others))
        : "host " + first;
  }
}
