package dev.driftline.gate.plan;

import dev.driftline.gate.plan.Assumption.Kind;
import dev.driftline.policy.HostPatternText;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the values of `--assume`, such as `db*: mariadb-server=11.4.5`. Each value counts as a line of a file that is
/// called `--assume`.
///
/// Colons mean four things: a pattern has them (`app:&prod`), an epoch (`1:11.4`) and an architecture (`libc6:amd64`),
/// and one ends the pattern. That one is the last colon with a blank behind it before the first `=`.
public final class AssumeOptions {

  private static final String EXAMPLE = "`--assume 'db*: mariadb-server=11.4.5'`";

  private final SourceFile file;
  private final PlanFields fields;

  private AssumeOptions(SourceFile file, Problems problems) {
    this.file = file;
    this.fields = new PlanFields(file, problems);
  }

  /// The assumptions of all values. Mistakes are reported, and left out.
  public static Plan read(List<String> values, Problems problems) {
    // a line end within a value would shift the lines of the others
    List<String> lines = values.stream().map(value -> value.replaceAll("\\R", " ")).toList();
    SourceFile file = new SourceFile("--assume", String.join("\n", lines));
    AssumeOptions options = new AssumeOptions(file, problems);
    List<Assumption> found = new ArrayList<>();
    for (int number = 0; number < lines.size(); number++) {
      options.assumption(lines.get(number), number + 1).ifPresent(found::add);
    }
    return new Plan(Optional.empty(), found, List.of(), List.of(file));
  }

  private Optional<Assumption> assumption(String text, int line) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      fields.error(file.at(line, 1), "the version is missing", "write it behind `=`: " + EXAMPLE);
      return Optional.empty();
    }
    String before = text.substring(0, equals);
    int colon = before.lastIndexOf(": ");
    if (colon < 0) {
      noHosts(before, line);
      return Optional.empty();
    }
    String hosts = before.substring(0, colon).strip();
    int from = colon + 2;
    while (from < equals && before.charAt(from) == ' ') {
      from++;
    }
    String name = before.substring(from).strip();
    SourceLocation at = at(text, line, from);
    if (hosts.isEmpty() || !isPackage(name, at, hosts, text.substring(equals + 1).strip())) {
      if (hosts.isEmpty()) {
        fields.error(file.at(line, 1), "the hosts are missing", EXAMPLE);
      }
      return Optional.empty();
    }
    return version(text, line, equals, name)
        .map(version ->
            new Assumption(
                new HostPatternText(hosts, at(text, line, text.indexOf(hosts))),
                Kind.PACKAGE,
                name,
                at,
                Optional.of(version).filter(to -> !to.equals(Assumption.ABSENT)),
                false));
  }

  private SourceLocation at(String text, int line, int index) {
    return file.at(line, text.codePointCount(0, index) + 1);
  }

  private void noHosts(String before, int line) {
    int colon = before.indexOf(':');
    if (colon < 0) {
      fields.error(file.at(line, 1), "the hosts are missing", EXAMPLE);
    } else {
      fields.error(
          at(before, line, colon),
          "a blank is missing behind the hosts",
          EXAMPLE + ": a pattern may have colons of its own");
    }
  }

  private boolean isPackage(String name, SourceLocation at, String hosts, String version) {
    if (PlanReader.INSTALLED.matcher(name).matches()) {
      return true;
    }
    int colon = name.indexOf(':');
    String plain = colon < 0 ? "" : name.substring(0, colon);
    if (PlanReader.INSTALLED.matcher(plain).matches()) {
      fields.error(
          at,
          "%s names an architecture".formatted(name),
          "a package is assumed with all of its architectures: `--assume '%s: %s=%s'`"
              .formatted(hosts, plain, version));
    } else {
      fields.error(at, "\"%s\" cannot be the name of a package".formatted(name), EXAMPLE);
    }
    return false;
  }

  private Optional<String> version(String text, int line, int equals, String name) {
    String version = text.substring(equals + 1).strip();
    int from = equals + 1;
    while (from < text.length() && text.charAt(from) == ' ') {
      from++;
    }
    boolean good =
        version.equals(Assumption.ABSENT) || fields.isVersion(version, name, at(text, line, from));
    return good ? Optional.of(version) : Optional.empty();
  }
}
