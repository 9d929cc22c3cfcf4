package dev.driftline.cli.command;

import dev.driftline.cli.option.ConnectionOptions;
import dev.driftline.cli.option.InventoryOptions;
import dev.driftline.cli.process.Console;
import dev.driftline.collect.Frames;
import dev.driftline.collect.HostClock;
import dev.driftline.collect.LocalRun;
import dev.driftline.collect.Script;
import dev.driftline.collect.Transport;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Host;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.probe.Probes;
import dev.driftline.probe.RecordingFolder;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import dev.driftline.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `src/test/record.sh`: puts a probe's question to one host, as the product does, and keeps what it says as a
/// recording.
@Command(
    name = "src/test/record.sh",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Keep what a host says to a probe in src/test/resources/probe/PROBE/CASE.",
    footer = {
      "",
      "Without -i this machine is asked. The three kinds of case, for example",
      "  found:          packages/debian",
      "                  packages/web web1 -i inventory/hosts.yml",
      "  absent:         command/no-rndc --with 'command=rndc status' --without rndc",
      "  could not look: packages/cut --cut packages=2000",
      "                  packages/never-begun --shell true",
      "                  packages/no-dpkg-query --without dpkg-query",
      "                  fds/no-proc --shell 'unshare -m sh -c \"umount -l /proc; exec sh -s\"'",
      "Of another user:  fds/nobody --shell 'setpriv --reuid=65534 --clear-groups sh -s'",
    })
final class RecordCommand implements Callable<Integer> {

  private static final Path RECORDINGS = Path.of("src/test/resources/probe");

  private static final String USUAL_SHELL = "/bin/sh -s";

  /// Where `prologue.sh` looks for programs.
  private static final List<String> PATH =
      List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin", "/usr/local/bin");

  private final Console console;
  private final List<String> words;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "PROBE/CASE",
      description = "A probe of the list Probes, and a name for what it found.")
  private String recording = "";

  @Mixin private InventoryOptions hosts = new InventoryOptions();
  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--with",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the probe; may be repeated.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--shell",
      paramLabel = "COMMAND",
      description =
          "This machine, by a command line for /bin/sh that reads the script from its standard input.")
  private String shell = USUAL_SHELL;

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "PROGRAM",
      description = "This machine, as if it did not have these programs.")
  private List<String> without = List.of();

  @Option(
      names = "--cut",
      paramLabel = "SECTION=BYTES",
      description = "Take no more than so much of a section of the probe; may be repeated.")
  private Map<String, Integer> cut = new LinkedHashMap<>();

  RecordCommand(Console console, List<String> words) {
    this.console = console;
    this.words = List.copyOf(words);
  }

  public static void main(String[] arguments) {
    Console console = Console.ofProcess();
    int exit = 1;
    try {
      exit =
          new CommandLine(new RecordCommand(console, List.of(arguments)))
              .setErr(console.err())
              .setParameterExceptionHandler((wrong, _) -> {
                console.say(wrong.getMessage() + "; see src/test/record.sh --help");
                return 1;
              })
              .execute(arguments);
    } finally {
      System.exit(exit);
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException, BadFiles {
    if (!recording.matches("[a-z0-9-]+/[a-z0-9-]+")) {
      throw wrong("not PROBE/CASE, such as packages/debian: " + recording);
    }
    String name = recording.substring(0, recording.indexOf('/'));
    Probe probe =
        Probes.find(name)
            .orElseThrow(() -> wrong("there is no probe \"%s\" in Probes".formatted(name)));
    Path place = RECORDINGS.resolve(recording);
    if (Files.exists(place)) {
      throw wrong(place + " is there already: delete it first, or choose another name");
    }
    Question question = new Question(name, parameters);
    List<Section> sections = sections(probe, question);
    Host host = host();
    Transcript transcript = record(host, shell, sections);
    Files.createDirectories(place.getParent());
    Answer answer =
        new RecordingFolder(place).write(probe, question, sections, transcript, made(host));
    console.say("%s: %s".formatted(place, RecordingFolder.kind(answer)));
    console.say("read all of it before you commit it: it is what that host said, word for word");
    return 0;
  }

  /// The probe's sections, changed as the options say.
  private List<Section> sections(Probe probe, Question question) throws IOException {
    List<Section> own = List.copyOf(new LinkedHashSet<>(probe.sections(question)));
    for (String section : cut.keySet()) {
      if (own.stream().noneMatch(some -> some.name().equals(section))) {
        throw wrong(
            "there is no section \"%s\"; this question has: %s"
                .formatted(
                    section, own.stream().map(Section::name).collect(Collectors.joining(", "))));
      }
    }
    List<String> before = without.isEmpty() ? List.of() : List.of("PATH=" + programs());
    return own.stream()
        .map(section ->
            new Section(
                section.name(),
                section.script(),
                cut.getOrDefault(section.name(), section.maxBytes()),
                Stream.concat(before.stream(), section.setups().stream()).toList()))
        .toList();
  }

  /// A folder of links to the programs of this machine, but for some. It is gone when this process ends: what is
  /// registered first is deleted last.
  private Path programs() throws IOException {
    Path links =
        Files.createTempDirectory(
            "driftline-programs-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    links.toFile().deleteOnExit();
    for (String place : PATH) {
      if (Files.isDirectory(Path.of(place))) {
        try (Stream<Path> files = Files.list(Path.of(place))) {
          for (Path file : files.toList()) {
            Path link = links.resolve(file.getFileName());
            if (!without.contains(file.getFileName().toString()) && !Files.exists(link)) {
              Files.createSymbolicLink(link, file).toFile().deleteOnExit();
            }
          }
        }
      }
    }
    return links;
  }

  private Transcript record(Host host, String localShell, List<Section> sections)
      throws IOException, InterruptedException {
    if (host.connection().method() == Connection.Method.LOCAL) {
      return LocalRun.in("/bin/sh", "-c", localShell).record(sections);
    }
    if (!shell.equals(USUAL_SHELL) || !without.isEmpty()) {
      throw wrong("--shell and --without are for this machine; " + host + " is another");
    }
    Script script = new Script(sections);
    String nonce = Script.nonce();
    Frames frames = new Frames(script.sections(), nonce);
    try (Transport transport = Wiring.transport(connection, List.of(host), console)) {
      Transport.Ending ending =
          transport.run(
              host, () -> script.bytes(nonce), frames, new HostClock(connection.hostTimeout()));
      return LocalRun.transcript(frames, ending);
    }
  }

  /// The one host that the pattern selects; this machine, if no inventory was named.
  private Host host() throws BadFiles {
    if (!words.contains("-i") && !words.contains("--inventory")) {
      return LocalRun.host();
    }
    Problems problems = new Problems();
    List<Host> selected =
        hosts.read(problems).toAsk(hosts.pattern(), connection.logins(), problems);
    BadFiles.check(problems, console);
    if (selected.size() != 1) {
      throw wrong("one host is recorded; the pattern selects " + selected.size());
    }
    return selected.getFirst();
  }

  /// Of which system, and by which command.
  private List<String> made(Host host) throws IOException, InterruptedException {
    Probe probe = Probes.find("host").orElseThrow();
    Question question = new Question("host");
    List<Section> sections = List.copyOf(probe.sections(question));
    Answer answer = probe.read(question, record(host, USUAL_SHELL, sections));
    return List.of(
        "system: " + system(answer),
        words.stream()
            .map(RecordCommand::quoted)
            .collect(Collectors.joining(" ", "made by: src/test/record.sh ", "")));
  }

  private static String system(Answer answer) {
    return answer instanceof Answer.Observed(List<Row> rows, _, _)
        ? Stream.of("os_name", "kernel", "architecture")
            .flatMap(column -> rows.getFirst().text(column).stream())
            .collect(Collectors.joining(", "))
        : RecordingFolder.kind(answer);
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word + "'";
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
  }
}
