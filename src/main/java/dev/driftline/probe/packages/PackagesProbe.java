package dev.driftline.probe.packages;

import dev.driftline.model.Reason;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.probe.kit.Capture;
import dev.driftline.probe.kit.Look;
import dev.driftline.probe.kit.packages.PackageManagers;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.ShellHalf;
import dev.driftline.probe.kit.Transcript;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The packages that are installed on a host, by each package manager that has a database there. For example, `openssl
/// 3.0.11-1 amd64 installed dpkg`.
///
/// A package counts as installed if its files are there. So a half-configured package counts, and one that is marked
/// for removal. Sources: `dpkg-query -W`, `rpm -qa` and apk's `/lib/apk/db/installed`; see `docs/probes/packages.md`.
public final class PackagesProbe implements Probe {

  /// The characters of package names (Debian policy 5.6.1). RPM and apk allow no others.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._~-]*");

  /// A name that no package has. It stands for a list of impossible names, because an empty list would mean all
  /// packages.
  private static final String NO_NAME = "-";

  private static final String SCRIPT = ShellHalf.load(PackagesProbe.class, "packages");

  private static final String NO_NAMES_YET = "packages_wanted= packages_all=\n";

  /// The one look that all questions of a host share.
  private static final Section SECTION =
      new Section("packages", SCRIPT, Section.DEFAULT_MAX_BYTES, PackageManagers.SETUPS);

  private static final Look<PackageLists> LOOK = new Look<>(SECTION, PackagesProbe::lists);

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
    return switch (transcript.capture(SECTION)) {
      case Capture.Missing(Reason reason, String why) -> new Answer.Unknown(reason, why, "");
      case Capture.Cut(_, String stderr, Reason reason, String why) ->
          transcript.readOnce(LOOK).then(all -> cut(of(question, all), stderr, reason, why));
      case Capture.Complete said ->
          transcript.readOnce(LOOK).then(all -> complete(of(question, all), said));
    };
  }

  /// Unlike other looks, a list that was cut is still worth the packages that it has.
  private static Look.Result<PackageLists> lists(Capture capture, Budget budget) {
    return switch (capture) {
      case Capture.Missing(Reason reason, String why) ->
          new Look.Result.Failed<>(new Answer.Unknown(reason, why, ""));
      case Capture.Cut(String stdout, _, _, _) ->
          new Look.Result.Seen<>(PackageLists.read(stdout, budget));
      case Capture.Complete(String stdout, _, _) ->
          new Look.Result.Seen<>(PackageLists.read(stdout, budget));
    };
  }

  /// The packages that this question wants. The look has those of all questions.
  private static PackageLists of(Question question, PackageLists all) {
    String wanted = wanted(question);
    return wanted.isEmpty() ? all : all.only(Set.of(wanted.split(" ", -1)));
  }

  private static Answer cut(PackageLists lists, String stderr, Reason reason, String why) {
    return lists.rows().isEmpty()
        ? new Answer.Unknown(reason, why, stderr)
        : new Answer.Observed(lists.rows(), Optional.empty(), Optional.of(why));
  }

  private static Answer complete(PackageLists lists, Capture.Complete said) {
    String stderr = said.stderr();
    // three signs that packages may be missing: a manager failed, the script did, or rpm skipped
    // entries
    Optional<String> gap =
        lists.gap().or(() -> unfinished(lists, said.exit())).or(() -> skipped(stderr));
    // only now is it sure that there is no manager
    if (gap.isEmpty() && lists.managers() == 0) {
      return new Answer.Absent("package manager");
    }
    // a gap and no row: no check can say anything
    if (gap.isPresent() && lists.rows().isEmpty()) {
      String evidence = stderr.isBlank() ? said.stdout() : stderr;
      return new Answer.Unknown(reason(gap.get(), stderr), gap.get(), evidence);
    }
    return new Answer.Observed(lists.rows(), Optional.empty(), gap);
  }

  private static Optional<String> unfinished(PackageLists lists, int exit) {
    return lists.finished() && exit == 0
        ? Optional.empty()
        : Optional.of("the list of packages is not whole: the shell ended with status " + exit);
  }

  /// rpm skips entries that it cannot read. It prints `error:` for each, and ends with 0.
  private static Optional<String> skipped(String stderr) {
    return stderr.lines().filter(line -> line.startsWith("error: ")).findFirst();
  }

  /// `root would write`: packages.sh does not call rpm as root if rpm would repair its database.
  private static Reason reason(String gap, String stderr) {
    if (PackageLists.timedOut(gap)) {
      return Reason.TIMEOUT;
    }
    boolean refused =
        gap.contains("Permission denied")
            || stderr.contains("Permission denied")
            || stderr.contains("Operation not permitted");
    return refused || gap.contains("root would write") ? Reason.PRIVILEGE : Reason.UNSUPPORTED;
  }
}
