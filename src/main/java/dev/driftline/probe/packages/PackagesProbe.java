package dev.driftline.probe.packages;

import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.probe.kit.Capture;
import dev.driftline.probe.kit.Look;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.ShellHalf;
import dev.driftline.probe.kit.Transcript;
import dev.driftline.probe.kit.packages.PackageManagers;
import dev.driftline.probe.packages.PackageLists.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The packages that are installed on a host, by each package manager that has a database there. For example, `openssl
/// 3.0.11-1 amd64 installed dpkg`.
///
/// A package counts as installed if its files are there. So a half-configured package counts, and one that is marked
/// for removal. Sources: dpkg's `/var/lib/dpkg/status`, `rpm -qa` and apk's `/lib/apk/db/installed`; see
/// `docs/probes/packages.md`.
public final class PackagesProbe implements Probe {

  /// The characters of package names (Debian policy 5.6.1). RPM and apk allow no others.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._~-]*");

  /// A name that no package has. It stands for a list of impossible names, because an empty list would mean all
  /// packages.
  private static final String NO_NAME = "-";

  private static final String NO_NAMES_YET = "packages_wanted= packages_all=\n";

  /// In bytes: room for some 36,000 packages. It is half of what one host may say in all.
  private static final int MAX_BYTES = 2 * 1024 * 1024;

  /// The one section that all questions of a host share. It is read in two ways, so that a question for all packages,
  /// which may be cut or cost too much, takes nothing from those that name some.
  private static final Section SECTION =
      new Section(
          "packages",
          ShellHalf.load(PackagesProbe.class, "packages"),
          MAX_BYTES,
          Stream.concat(
                  PackageManagers.SETUPS.stream(),
                  Stream.of(ShellHalf.awk(PackagesProbe.class, "packages")))
              .toList());

  private static final Look<PackageLists> NAMED = look(Part.NAMED);
  private static final Look<PackageLists> ALL = look(Part.ALL);

  @Override
  public TableDefinition definition() {
    return PackagesTable.DEFINITION;
  }

  @Override
  public List<Section> sections(Question question) {
    return List.of(names(question), SECTION);
  }

  /// Adds the names of one question to a variable of the shell, before any section runs. So one look answers all
  /// questions of a host.
  private static Section names(Question question) {
    String wanted = wanted(question);
    String add =
        wanted.isEmpty()
            ? "packages_all=1\n"
            : "packages_wanted=\"$packages_wanted %s\"\n".formatted(wanted);
    return Section.prelude("package-names", NO_NAMES_YET, add);
  }

  /// The wanted names with blanks between; empty for all packages.
  private static String wanted(Question question) {
    String names = question.parameter(PackagesTable.NAMES);
    if (names.isEmpty()) {
      return "";
    }
    String possible =
        Arrays.stream(names.split(","))
            .map(String::strip)
            .filter(name -> NAME.matcher(name).matches())
            .distinct()
            .sorted()
            .collect(Collectors.joining(" "));
    return possible.isEmpty() ? NO_NAME : possible;
  }

  @Override
  public Answer read(Question question, Transcript transcript) {
    String wanted = wanted(question);
    Capture said = transcript.capture(SECTION);
    return transcript
        .readOnce(wanted.isEmpty() ? ALL : NAMED)
        .then(lists ->
            answer(wanted.isEmpty() ? lists : lists.only(Set.of(wanted.split(" ", -1))), said));
  }

  /// Unlike other looks, a list that was cut is still worth the packages that it has.
  private static Look<PackageLists> look(Part part) {
    return new Look<>(
        SECTION,
        (capture, budget) ->
            switch (capture) {
              case Capture.Missing(Reason reason, String why) ->
                  new Look.Result.Failed<>(new Answer.Unknown(reason, why, ""));
              case Capture.Cut(String stdout, _, _, _) ->
                  new Look.Result.Seen<>(PackageLists.read(stdout, part, budget));
              case Capture.Complete(String stdout, _, _) ->
                  new Look.Result.Seen<>(PackageLists.read(stdout, part, budget));
            });
  }

  private static Answer answer(PackageLists lists, Capture said) {
    return switch (said) {
      case Capture.Missing(Reason reason, String why) -> new Answer.Unknown(reason, why, "");
      case Capture.Cut(String stdout, String stderr, Reason reason, String why) -> {
        // what this question wants may have come before the cut
        Optional<String> gap = lists.gap().or(() -> skipped(stderr));
        boolean lost = gap.isEmpty() && !lists.whole();
        yield lost
            ? observed(lists, Optional.of(why), reason, stderr)
            : observed(lists, gap, reason(gap, stderr), evidence(stdout, stderr));
      }
      case Capture.Complete(String stdout, String stderr, int exit) -> {
        // three signs that packages may be missing: a manager failed, the script did, or rpm
        // skipped entries
        Optional<String> gap =
            lists.gap().or(() -> unfinished(lists, exit)).or(() -> skipped(stderr));
        // only now is it sure that there is no manager
        yield gap.isEmpty() && lists.managers() == 0
            ? new Answer.Absent("package manager")
            : observed(lists, gap, reason(gap, stderr), evidence(stdout, stderr));
      }
    };
  }

  /// The packages. If there are none, and some may be missing, no check can say anything.
  private static Answer observed(
      PackageLists lists, Optional<String> gap, Reason reason, String evidence) {
    return gap.isPresent() && lists.rows().isEmpty()
        ? new Answer.Unknown(reason, gap.get(), evidence)
        : new Answer.Observed(lists.rows(), Optional.empty(), gap);
  }

  private static String evidence(String stdout, String stderr) {
    return stderr.isBlank() ? stdout : stderr;
  }

  private static Optional<String> unfinished(PackageLists lists, int exit) {
    if (exit == Look.NO_NULL_DEVICE) {
      return Optional.of(Look.NO_NULL_DEVICE_WHY);
    }
    return lists.finished() && lists.whole() && exit == 0
        ? Optional.empty()
        : Optional.of("the list of packages is not whole: the shell ended with status " + exit);
  }

  /// rpm skips entries that it cannot read. It prints `error:` for each, and ends with 0.
  private static Optional<String> skipped(String stderr) {
    return stderr.lines().filter(line -> line.startsWith("error: ")).findFirst();
  }

  /// `root would write`: packages.sh does not call rpm as root if rpm would repair its database.
  private static Reason reason(Optional<String> gap, String stderr) {
    String why = gap.orElse("");
    if (PackageLists.timedOut(why)) {
      return Reason.TIMEOUT;
    }
    boolean refused =
        why.contains("Permission denied")
            || stderr.contains("Permission denied")
            || stderr.contains("Operation not permitted");
    return refused || why.contains("root would write") ? Reason.PRIVILEGE : Reason.UNSUPPORTED;
  }
}
