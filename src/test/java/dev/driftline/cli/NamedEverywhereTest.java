package dev.driftline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.command.ProbeCommand;
import dev.driftline.cli.process.Console;
import dev.driftline.cli.process.Output;
import dev.driftline.policy.Policy;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.probe.Probes;
import dev.driftline.report.Format;
import dev.driftline.run.Catalog;
import dev.driftline.source.Problems;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// What the program has is named wherever people look for it: in `--help`, README and CHANGELOG. And what it can do was
/// tried once for the archive that makes it start fast.
class NamedEverywhereTest {

  private static final Path README = Path.of("README.md");
  private static final Path CHANGELOG = Path.of("CHANGELOG.md");
  private static final Path TRAINING = Path.of("src/main/package/archive.sh");

  @Test
  void theHelpOfCheckNamesEveryFormat() {
    assertThat(description("check", "--format"))
        .contains(String.join(", ", formats()) + " (default: text)");
  }

  @Test
  void theHelpOfProbeNamesEveryFormatOfTables() {
    assertThat(description("probe", "--format"))
        .contains(
            String.join(
                    ", ",
                    Stream.of(ProbeCommand.TableFormat.values())
                        .map(format -> format.name().toLowerCase(Locale.ROOT))
                        .toList())
                + " (default: table)");
  }

  @Test
  void theHelpOfProbeNamesEveryProbe() {
    assertThat(spec("probe").positionalParameters().getFirst().description())
        .containsExactly(String.join(", ", probes()));
  }

  @Test
  void theReadmeShowsEveryCommand() throws IOException {
    assertNamed(README, "an example of the command", "driftline %s\\b", commands());
  }

  @Test
  void theReadmeLinksThePageOfEveryProbeAndOfEveryPolicy() throws IOException {
    assertNamed(README, "a link to the page of the probe", "\\(docs/probes/%s\\.md\\)", probes());
    assertNamed(
        README,
        "a link to the page of the policy",
        "\\(docs/checks/%s\\.md\\)",
        policies().stream().map(Policy::name).toList());
  }

  @Test
  void theReadmeShowsEveryFormatButTheUsualOne() throws IOException {
    assertNamed(
        README,
        "an example of the report format",
        "-o %s=",
        formats().stream().filter(word -> !word.equals("text")).toList());
  }

  @Test
  void theChangelogNamesWhatIsThere() throws IOException {
    String word = "(?<![\\w-])%s(?![\\w-])";
    assertNamed(CHANGELOG, "a line about the command", word, commands());
    assertNamed(CHANGELOG, "a line about the probe", word, probes());
    assertNamed(CHANGELOG, "a line about the report format", "(?i)" + word, formats());
    assertNamed(CHANGELOG, "a line about the option", word, options());
    assertNamed(
        CHANGELOG,
        "a line about the check",
        word,
        policies().stream()
            .flatMap(policy -> policy.checks().stream())
            .map(check -> check.info().id())
            .toList());
  }

  @Test
  void everyCommandIsRunForTheArchiveOfClasses() throws IOException {
    assertNamed(TRAINING, "a training run of the command", "(?m)^train %s\\b", commands());
  }

  /// @param pattern with `%s` for the name
  private static void assertNamed(Path file, String what, String pattern, Collection<String> names)
      throws IOException {
    String text = Files.readString(file);
    assertThat(names).isNotEmpty();
    assertThat(names)
        .as("%s lacks %s: add it there for each of these", file, what)
        .filteredOn(
            name -> !Pattern.compile(pattern.formatted(Pattern.quote(name))).matcher(text).find())
        .isEmpty();
  }

  private static List<String> formats() {
    return Stream.of(Format.values()).map(Format::word).toList();
  }

  private static List<String> probes() {
    return Probes.all().stream().map(probe -> probe.definition().name()).toList();
  }

  private static List<Policy> policies() {
    return PolicySet.read(List.of(Path.of("checks")), Catalog.tables(), new Problems()).drafts();
  }

  private static List<String> commands() {
    return List.copyOf(program().getSubcommands().keySet());
  }

  private static List<String> options() {
    return program().getSubcommands().values().stream()
        .flatMap(command -> command.getCommandSpec().options().stream())
        .map(option -> option.longestName())
        .filter(name -> !List.of("--help", "--version").contains(name))
        .distinct()
        .sorted()
        .toList();
  }

  private static String description(String command, String option) {
    return String.join(" ", spec(command).findOption(option).description());
  }

  private static CommandSpec spec(String command) {
    return Objects.requireNonNull(program().getSubcommands().get(command)).getCommandSpec();
  }

  private static CommandLine program() {
    Console console =
        new Console(new Output(new ByteArrayOutputStream()), new PrintWriter(new StringWriter()));
    return new Main(console).commandLine(List.of());
  }
}
