package dev.driftline.report;

import dev.driftline.model.Finding;
import dev.driftline.text.Excerpt;
import dev.driftline.text.HostRanges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What differs from host to host within one cause: the subject, and words of the message. All else was told once.
///
/// For example, two causes of a check share the message `version is {number}, expected >= 3.0`. Then the lines are
/// `web[01-40]: openssl 1.1.1n` and `web[41-43]: openssl 1.1.1k`.
final class Differences {

  /// How many findings of one cause are told with their process and their evidence.
  private static final int IN_FULL = 12;

  /// How many different ones are told at all, in a flowing text.
  private static final int IN_TEXT = 60;

  /// How many lines of the evidence are shown at its beginning and at its end.
  private static final int FIRST = 2;

  private static final int LAST = 5;

  /// How much of the evidence is shown, in characters.
  private static final int EVIDENCE = 600;

  /// One finding of a host.
  record OnHost(String host, Finding finding) {}

  /// Findings that read alike.
  private record Alike(String words, List<OnHost> all) {

    List<String> hosts() {
      return all.stream().map(OnHost::host).distinct().toList();
    }
  }

  private final List<OnHost> findings;
  private final List<String> hosts;
  private final Optional<String> subject;
  private final List<Alike> groups;

  private Differences(List<OnHost> findings) {
    this.findings = findings;
    this.hosts = findings.stream().map(OnHost::host).distinct().toList();
    List<String> subjects =
        findings.stream().map(on -> on.finding().subject()).distinct().limit(2).toList();
    this.subject = subjects.size() == 1 ? Optional.of(subjects.getFirst()) : Optional.empty();
    this.groups = groups(findings, subject.isEmpty());
  }

  static Differences of(List<OnHost> findings) {
    return new Differences(findings);
  }

  /// The subject, if all have the same. A host that is the subject itself is named below anyway.
  Optional<String> subject() {
    return subject.filter(name -> !hosts.equals(List.of(name)));
  }

  private static List<Alike> groups(List<OnHost> findings, boolean withSubject) {
    List<String[]> messages =
        findings.stream().map(on -> on.finding().message().text().split(" ", -1)).toList();
    List<Integer> differing = differing(messages);
    Map<List<String>, List<OnHost>> byWords = new LinkedHashMap<>();
    for (int i = 0; i < findings.size(); i++) {
      String[] message = messages.get(i);
      String values =
          differing.stream()
              .map(at -> bare(message[at]))
              .distinct()
              .collect(Collectors.joining(" "));
      byWords
          .computeIfAbsent(
              List.of(withSubject ? findings.get(i).finding().subject() : "", values),
              _ -> new ArrayList<>())
          .add(findings.get(i));
    }
    return together(byWords);
  }

  /// Subjects of which the same is said on the same hosts are told together: `openssl, libssl3 1.1.1n`.
  private static List<Alike> together(Map<List<String>, List<OnHost>> byWords) {
    Map<List<Object>, List<Map.Entry<List<String>, List<OnHost>>>> equal =
        byWords.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    entry -> List.of(entry.getKey().getLast(), who(entry.getValue())),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return equal.values().stream()
        .map(group -> {
          String subjects =
              group.stream()
                  .map(entry -> entry.getKey().getFirst())
                  .collect(Collectors.joining(", "));
          return new Alike(
              (subjects + " " + group.getFirst().getKey().getLast()).strip(),
              group.getFirst().getValue());
        })
        .toList();
  }

  /// The hosts, the processes and what they said: nothing of it is lost when subjects are told together.
  private static List<String> who(List<OnHost> findings) {
    return findings.stream()
        .flatMap(on -> Stream.of(on.host(), on.finding().instance(), on.finding().evidence()))
        .toList();
  }

  /// The places of the words that are not the same in all messages. Messages of one cause have equally many words. If
  /// others were given, their first words are compared.
  private static List<Integer> differing(List<String[]> messages) {
    String[] first = messages.getFirst();
    int places = messages.stream().mapToInt(message -> message.length).min().orElse(0);
    return IntStream.range(0, places)
        .filter(at -> messages.stream().anyMatch(message -> !message[at].equals(first[at])))
        .boxed()
        .toList();
  }

  /// A word without the punctuation around it.
  private static String bare(String word) {
    int begin = 0;
    int end = word.length();
    while (end > begin + 1 && ",;:)".indexOf(word.charAt(end - 1)) >= 0) {
      end--;
    }
    while (begin < end - 1 && word.charAt(begin) == '(') {
      begin++;
    }
    return word.substring(begin, end);
  }

  /// Writes the hosts, and what differs among them.
  void write(int depth, ReportLines lines) throws IOException {
    if (hosts.size() == 1) {
      ofOneHost(depth, lines);
    } else if (findings.size() <= IN_FULL || lines.showsAll()) {
      lines.line(depth, "on %s hosts: %s", hosts.size(), HostRanges.of(hosts));
      for (Alike alike : groups) {
        inFull(depth + 1, alike, lines);
      }
    } else if (groups.size() == 1) {
      lines.line(
          depth,
          "on %s hosts%s: %s",
          hosts.size(),
          hasInstances(groups.getFirst()) ? " (--all names each process)" : "",
          HostRanges.of(hosts));
      evidence(depth + 1, groups.getFirst(), lines);
    } else if (groups.size() <= IN_FULL) {
      boolean instances = groups.stream().anyMatch(Differences::hasInstances);
      lines.line(
          depth, "on %s hosts%s:", hosts.size(), instances ? " (--all names each process)" : "");
      for (Alike alike : groups) {
        lines.ofHosts(depth + 1, alike.hosts(), alike.words());
        evidence(depth + 2, alike, lines);
      }
    } else {
      lines.line(depth, "on %s hosts: %s", hosts.size(), HostRanges.of(hosts));
      inText(depth + 1, lines);
    }
  }

  private static boolean hasInstances(Alike alike) {
    return alike.all().stream().anyMatch(on -> !on.finding().instance().isEmpty());
  }

  private void ofOneHost(int depth, ReportLines lines) throws IOException {
    String host = hosts.getFirst();
    if (groups.size() == 1) {
      String told = told(groups.getFirst(), lines);
      lines.line(depth, "on %s%s", host, told.isEmpty() ? "" : ": " + told);
      evidence(depth + 1, groups.getFirst(), lines);
      return;
    }
    lines.line(depth, "on %s:", host);
    for (Alike alike : groups.subList(0, Math.min(groups.size(), most(lines)))) {
      lines.line(depth + 1, "%s", told(alike, lines));
      evidence(depth + 2, alike, lines);
    }
    if (groups.size() > most(lines)) {
      lines.line(depth + 1, "and %s others (--all)", groups.size() - most(lines));
    }
  }

  private static int most(ReportLines lines) {
    return lines.showsAll() ? Integer.MAX_VALUE : IN_FULL;
  }

  /// What is told of alike findings of one host: the words, and the processes.
  private static String told(Alike alike, ReportLines lines) {
    List<String> instances =
        alike.all().stream()
            .map(on -> on.finding().instance())
            .filter(instance -> !instance.isEmpty())
            .toList();
    int shown = Math.min(instances.size(), most(lines));
    String processes = String.join("; ", instances.subList(0, shown));
    String more =
        instances.size() > shown
            ? "; and %d others (--all)".formatted(instances.size() - shown)
            : "";
    return alike.words()
        + (alike.words().isEmpty() || processes.isEmpty() ? "" : ", ")
        + processes
        + more;
  }

  /// `web[01-40]: openssl 1.1.1n`. The hosts are left out if they are all of the cause. Otherwise they come first: the
  /// words are a host's, and behind them it could add the names of others.
  private String withHosts(Alike alike) {
    List<String> some = alike.hosts();
    return some.size() == hosts.size()
        ? alike.words()
        : "%s: %s".formatted(HostRanges.of(some), alike.words());
  }

  private void inText(int depth, ReportLines lines) throws IOException {
    List<String> told = groups.stream().limit(IN_TEXT).map(this::withHosts).toList();
    // words with a semicolon could look like another entry
    boolean flowing = groups.stream().noneMatch(alike -> alike.words().indexOf(';') >= 0);
    for (String line : flowing ? List.of(String.join("; ", told)) : told) {
      lines.line(depth, "%s", line);
    }
    if (groups.size() > IN_TEXT) {
      lines.line(depth, "and %s others (--all)", groups.size() - IN_TEXT);
    }
  }

  /// Each process is named, by host.
  private void inFull(int depth, Alike alike, ReportLines lines) throws IOException {
    int below = depth;
    if (!hasInstances(alike)) {
      if (!alike.words().isEmpty()) {
        lines.line(below++, "%s", withHosts(alike));
      }
    } else {
      if (!alike.words().isEmpty()) {
        lines.line(below++, "%s", alike.words());
      }
      Map<String, List<String>> byHost = new LinkedHashMap<>();
      alike
          .all()
          .forEach(on ->
              byHost
                  .computeIfAbsent(on.host(), _ -> new ArrayList<>())
                  .add(on.finding().instance()));
      for (Map.Entry<String, List<String>> host : byHost.entrySet()) {
        lines.line(below, "%s: %s", host.getKey(), String.join("; ", host.getValue()));
      }
    }
    evidence(below, alike, lines);
  }

  /// What the hosts said. Without `--all`, what the first one said, and how many said something else.
  private void evidence(int depth, Alike alike, ReportLines lines) throws IOException {
    Map<String, List<String>> byText = new LinkedHashMap<>();
    for (OnHost on : alike.all()) {
      byText
          .computeIfAbsent(on.finding().evidence().strip(), _ -> new ArrayList<>())
          .add(on.host());
    }
    byText.remove("");
    int shown = lines.showsAll() ? byText.size() : 1;
    for (Map.Entry<String, List<String>> text : byText.entrySet().stream().limit(shown).toList()) {
      evidence(depth, text.getKey(), HostRanges.of(text.getValue()), lines);
    }
    if (byText.size() > shown) {
      lines.line(depth, "and %s others (--all)", byText.size() - shown);
    }
  }

  /// The lines of the evidence that tell most.
  private void evidence(int depth, String text, String of, ReportLines lines) throws IOException {
    String label = hosts.size() > 1 ? "evidence of " + of : "evidence";
    List<String> shown =
        (lines.showsAll() ? text : Excerpt.lines(text, EVIDENCE))
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    if (shown.size() == 1) {
      lines.line(depth, "%s: %s", label, shown.getFirst());
      return;
    }
    lines.line(depth, "%s:", label);
    int left = lines.showsAll() ? 0 : shown.size() - FIRST - LAST;
    for (int i = 0; i < shown.size(); i++) {
      if (left <= 1 || i < FIRST || i >= FIRST + left) {
        lines.line(depth + 1, "%s", shown.get(i));
      } else if (i == FIRST) {
        lines.line(depth + 1, "… %s lines … (--all)", left);
      }
    }
  }
}
