package dev.driftline.hostile;

import dev.driftline.model.Reason;
import dev.driftline.model.budget.Budget;
import dev.driftline.probe.kit.Capture;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a host may say to be expensive: lines of every section's form, as many as are taken, with long, repeated,
/// nested and colliding texts and numbers in them.
public final class ExpensiveAnswers {

  /// The last lines of a command.
  private static final String ENDED =
      "\nended %1$s 0 1.0 2.0 none\n\nwhole %1$s -\n"
          .formatted("12345678-1234-1234-1234-123456789abc");

  /// What one host says: the stdout of each section by the section's name.
  ///
  /// @param probe what it is about
  /// @param cut   a section whose end is missing; empty for none
  record Said(String name, String probe, Map<String, String> sections, String cut) {

    @Override
    public String toString() {
      return name;
    }

    Transcript transcript(List<Section> sent, Budget budget) {
      Map<Section, Capture> captures = new HashMap<>();
      for (Section section : sent) {
        String out = sections.getOrDefault(section.name(), "");
        if (section.name().equals(cut)) {
          captures.put(section, new Capture.Cut(out, "", Reason.LIMIT, "cut"));
        } else if (!section.isPrelude()) {
          captures.put(section, new Capture.Complete(out, out.length() < 200_000 ? out : "", 0));
        }
      }
      return new Transcript(
          captures,
          new Capture.Missing(Reason.TIMEOUT, "late"),
          Optional.of(Instant.EPOCH),
          budget);
    }
  }

  /// How a section begins, its lines, and how it ends. In a line `#` is a number, and `*` a text.
  ///
  /// @param counted the first words of the lines whose number the end says; empty if it says none
  /// @param most    how many bytes are taken
  private record Form(String head, List<String> lines, String end, Set<String> counted, int most) {}

  private static final int KIB = 1024;

  /// Four thousand processes, for sections that say something of processes.
  private static final String PROCESSES =
      "look\nhost\t999999\t1000.00\t1700000000\tvisible\tdevice\ntext\t1\t/usr/bin/x\n"
          + "text\t2\t/a.slice/x.service\n"
          + IntStream.range(2, 4002)
              .mapToObj("process\t%d\t1\t1\t0\tS\t1\t5\t2\t1\tx\n"::formatted)
              .collect(Collectors.joining());

  private static final Map<String, Form> FORMS =
      Map.of(
          "processes",
          new Form(
              PROCESSES, processLines(), "end\t@\n", Set.of("process", "descriptors"), 3072 * KIB),
          "other-descriptors",
          new Form(
              "look\n", descriptorLines(), "end\t@\n", Set.of("descriptors", "unread"), 4096 * KIB),
          "sockets",
          new Form(
              "look\nlittle-endian\n",
              List.of(
                  "holder\t#\t2\t#",
                  "holder\t7\t#\t3",
                  "holder\t7\t2\t#",
                  "socket\ttcp\t0100007F:0016\t0200007F:1F90\t01\t#",
                  "unix\t0001\t00010000\t01\t#\t*",
                  "unix\t0001\t00010000\t01\t7\t/*",
                  "unlisted\t#",
                  "said\t*"),
              "end\t@\n",
              Set.of("holder", "socket", "unix", "unlisted"),
              2048 * KIB),
          "command-lines",
          new Form(
              "look\n",
              List.of("command\t#\twhole\t*", "command\t#\tcut\t*", "command\t7\t*\tx", "*"),
              "end\t@\n",
              Set.of("command"),
              2048 * KIB),
          "host",
          new Form(
              "look\n",
              List.of(
                  "address\t10.0.0.1",
                  "address\t*",
                  "fact\tID\t*",
                  "fact\tPRETTY_NAME\t*",
                  "fact\t#*\tx",
                  "fact\tuptime\t*",
                  "fact\tclock\t*",
                  "unread\taddresses\t*",
                  "address6\t*"),
              "end\t@\n",
              Set.of("fact", "address", "address6"),
              64 * KIB),
          "packages",
          new Form(
              "look\ndatabases\t1\ndatabase\tdpkg\n",
              List.of(
                  "package\tp#\t*\tamd64\tok",
                  "package\t*\t1\tamd64\tinstalled",
                  "package\t*#\t1:#\ta\thold",
                  "unread\tdpkg\t*",
                  "foreign\t#\t*",
                  "database\trpm",
                  "*",
                  "listed\tdpkg\t0\t#\t*",
                  "whole\tdpkg\t#"),
              "listed\tdpkg\t0\t5\t0\nwhole\tdpkg\t@\nend\t1\n",
              Set.of("package"),
              2048 * KIB),
          "libraries",
          new Form(
              "look\nlibrary\t1\t/lib/libmysqlclient.so\nset\t1\t1\nmanagers\t1\nmanager\tdpkg\n",
              List.of(
                  "process\t#\t0\t/*",
                  "process\t#\t1\t/x",
                  "library\t9#\t/lib/*.so",
                  "set\t9#\t1",
                  "manager\t*",
                  "owner\t/#*\tp",
                  "version\tp#\t*",
                  "nobody\t/*#",
                  "unread\tdpkg\t*",
                  "foreign\t#\t*",
                  "said\t*",
                  "process\t#\tunread\t",
                  "gone\t#",
                  "other-root\t#"),
              "end\t@\n",
              Set.of("process", "library", "set", "gone", "other-root"),
              256 * KIB),
          "command",
          new Form("", List.of("*", "#"), ENDED, Set.of(), 256 * KIB));

  private static final Map<String, List<String>> SECTIONS =
      Map.of(
          "host", List.of("host"),
          "processes", List.of("processes", "command-lines"),
          "fds", List.of("processes", "other-descriptors"),
          "sockets", List.of("processes", "sockets"),
          "packages", List.of("packages"),
          "libraries", List.of("processes", "libraries"),
          "command", List.of("command"));

  /// What used to be slow, or could be, when it is repeated.
  private static final List<String> PIECES =
      List.of(
          "password ",
          "password",
          "passwd=",
          "pass=\"",
          "token:'",
          "====",
          "-p",
          "-p-p-p",
          "@",
          ":",
          "://",
          "://a:",
          "/",
          "/docker",
          "docker-",
          "/lxc",
          "/x.service",
          " (deleted)",
          "\"",
          "'",
          "authorization: ",
          "bearer ",
          "1.",
          "1.1-",
          "~",
          "^",
          "_p",
          "9",
          "0",
          "-1",
          "a",
          "A",
          " ",
          "\u0001",
          "\uFFFD",
          "\u00fc",
          "\uD83D\uDE00",
          "\uD83D",
          "\u202e",
          "\\",
          "%s",
          "{}",
          "(a|b)",
          "\u0000",
          "==> 1/cmdline <==",
          "Distrib 1");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "2147483647",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "999999999999999999",
          "1" + "0".repeat(100),
          "9".repeat(100_000));

  private ExpensiveAnswers() {}

  /// The probes that it has answers to.
  public static Set<String> probes() {
    return SECTIONS.keySet();
  }

  private static List<String> processLines() {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "process\t9#\t1\t1\t0\tS\t1\t5\t3\t3\t*",
                "text\t9#\t*",
                "user\t9#\t*",
                "session\t#",
                "text\t3\t*",
                "unanswered\t#",
                "?*"));
    lines.addAll(descriptorLines());
    return List.copyOf(lines);
  }

  private static List<String> descriptorLines() {
    return List.of(
        "descriptors\t9#\t0rn\t1wn\t2wn",
        "descriptors\t#\t0rn\t1wn\t2b02>*",
        "descriptors\t#\t0rn\t1wn\t2b02>socket:[#]",
        "descriptors\t#\t0rp#\t1w@c1:#>*\t2w@*>x",
        "unread\t9#\t*",
        "unix\t0001\t00010000\t01\t#\t*",
        "peer\t#\t#\t*",
        "peer\t7\t7\t*#",
        "journal\t#",
        "holder\tpipe:[#]\t#\t5\tr",
        "holder\t*\t2\t#\tb",
        "unlisted\t#",
        "command\t#\twhole\t*",
        "said\t*",
        "unread-table\t*",
        "little-endian",
        "socket\ttcp\t0100007F:0016\t0200007F:1F90\t01\t#");
  }

  static Said random(String probe, Random random) {
    Map<String, String> sections = new HashMap<>();
    StringBuilder name = new StringBuilder(probe);
    for (String section : SECTIONS.getOrDefault(probe, List.of())) {
      boolean plain = section.equals("processes") && random.nextBoolean();
      sections.put(section, plain ? processes() : said(section, random, name));
    }
    List<String> all = SECTIONS.getOrDefault(probe, List.of());
    String cut = random.nextInt(5) == 0 ? all.get(random.nextInt(all.size())) : "";
    return new Said(name.toString(), probe, sections, cut);
  }

  /// The processes that the other answers speak of.
  public static String processes() {
    return PROCESSES + "end\t4000\n";
  }

  private static String said(String section, Random random, StringBuilder name) {
    Form form = FORMS.get(section);
    if (form == null) {
      throw new IllegalArgumentException("no form of " + section);
    }
    StringBuilder said = new StringBuilder(form.head());
    long counted = form.head().lines().filter(line -> counts(line, form)).count();
    int most = form.most() - form.end().length() - 20;
    // One or two kinds of lines: each alone as many as there is room for.
    for (int kinds = 1 + random.nextInt(2); kinds > 0; kinds--) {
      String line = form.lines().get(random.nextInt(form.lines().size()));
      int length = List.of(0, 1, 8, 200, 4_000, 100_000, most).get(random.nextInt(7));
      String piece = PIECES.get(random.nextInt(PIECES.size()));
      boolean collide = random.nextInt(4) == 0;
      String number = random.nextInt(6) == 0 ? any(NUMBERS, random) : "";
      int room = kinds == 1 ? most : most / 2;
      name.append(' ').append(section).append('[').append(line).append('|').append(length);
      name.append('|').append(collide ? "collide" : piece).append('|').append(number.length());
      name.append(']');
      for (int i = 1; i < 300_000; i++) {
        String text =
            collide ? colliding(i) : repeated(piece, Math.min(length, room - said.length()));
        String made =
            line.replace("#", number.isEmpty() ? Integer.toString(i) : number).replace("*", text);
        if (said.length() + made.length() + 1 > room) {
          break;
        }
        said.append(made).append('\n');
        counted += counts(made, form) ? 1 : 0;
      }
    }
    return said.append(form.end().replace("@", Long.toString(counted))).toString();
  }

  private static boolean counts(String line, Form form) {
    int tab = line.indexOf('\t');
    return tab > 0 && form.counted().contains(line.substring(0, tab));
  }

  private static String any(List<String> texts, Random random) {
    return texts.get(random.nextInt(texts.size()));
  }

  private static String repeated(String piece, int length) {
    return length <= 0 ? "" : piece.repeat(1 + length / piece.length()).substring(0, length);
  }

  /// Texts of one hash code: `Aa` and `BB` have the same.
  static String colliding(int number) {
    StringBuilder text = new StringBuilder();
    for (int bit = 0; bit < 17; bit++) {
      text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return text.toString();
  }

  /// What was found to be expensive, each with its probe.
  static List<Said> known() {
    return List.of(
        said("a set of 8,000 libraries that 4,000 processes have", "libraries", librarySet()),
        said("a set that has one library 60,000 times", "libraries", repeatedMembers()),
        said("an argument of 200 kB of password", "processes", commandLine("password")),
        said("arguments of 1,000 characters each", "processes", commandLines()),
        said("a control group of 900 kB of docker", "fds", controlGroup()),
        said("names of one hash code", "processes", collidingNames()),
        said(
            "one process with all descriptors that fit, and a long name", "fds", manyDescriptors()),
        said(
            "30,000 package managers",
            "packages",
            Map.of("packages", "look\n" + "database\ta\n".repeat(60_000) + "end\t60000\n")),
        said("versions of 1,000 parts", "packages", versions()),
        said("a command that prints 250 kB", "command", printed()));
  }

  private static Said said(String name, String probe, Map<String, String> sections) {
    return new Said(name, probe, sections, "");
  }

  private static Map<String, String> withProcesses(String section, String text) {
    return Map.of("processes", processes(), section, text);
  }

  /// A set of 8,000 libraries that 4,000 processes have: more do not fit. As all of these, by the names of sections.
  public static Map<String, String> librarySet() {
    String names = lines(8_000, "library\t%d\t/%d\n");
    String set =
        IntStream.range(0, 8_000).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    String uses =
        IntStream.range(2, 4002)
            .mapToObj("process\t%d\t1\t/x\n"::formatted)
            .collect(Collectors.joining());
    return withProcesses(
        "libraries",
        "look\n"
            + names
            + "set\t1\t"
            + set
            + "\n"
            + uses
            + "managers\t1\nmanager\tdpkg\nend\t12001\n");
  }

  /// A set that has one library 60,000 times, and 3,000 processes that have the set.
  public static Map<String, String> repeatedMembers() {
    String uses =
        IntStream.range(2, 3002)
            .mapToObj("process\t%d\t1\t/x\n"::formatted)
            .collect(Collectors.joining());
    String set = "1 ".repeat(59_999) + "1";
    return withProcesses(
        "libraries", "look\nlibrary\t1\t/a.so\nset\t1\t" + set + "\n" + uses + "end\t3002\n");
  }

  private static String lines(int number, String form) {
    return IntStream.range(0, number)
        .mapToObj(i -> form.formatted(i, i))
        .collect(Collectors.joining());
  }

  /// One argument of 4 kB, which is `piece` again and again.
  public static Map<String, String> commandLine(String piece) {
    return withProcesses(
        "command-lines", "look\ncommand\t2\twhole\t" + repeated(piece, 4_096) + "\nend\t1\n");
  }

  private static Map<String, String> commandLines() {
    String lines =
        IntStream.range(2, 250)
            .mapToObj(pid -> "command\t%d\twhole\t%s\n".formatted(pid, repeated("pass:\"", 4096)))
            .collect(Collectors.joining());
    return withProcesses("command-lines", "look\n" + lines + "end\t248\n");
  }

  private static Map<String, String> controlGroup() {
    String table = PROCESSES.replace("/a.slice/x.service", repeated("docker/", 900_000));
    return Map.of(
        "processes", table + lines(4000, "descriptors\t%d\t0-\t1-\t2-\n") + "end\t8000\n");
  }

  private static Map<String, String> collidingNames() {
    String names =
        IntStream.range(5000, 15_000)
            .mapToObj(i -> "process\t%d\t1\t1\t0\tS\t1\t5\t1\t2\t%s\n".formatted(i, colliding(i)))
            .collect(Collectors.joining());
    return Map.of(
        "processes", PROCESSES + names + "end\t14000\n", "command-lines", "look\nend\t0\n");
  }

  private static Map<String, String> manyDescriptors() {
    String fields =
        IntStream.range(0, 250_000).mapToObj(fd -> "\t" + fd + "-").collect(Collectors.joining());
    String all = "look\ndescriptors\t2" + fields + "\nend\t1\n";
    String some = "descriptors\t2" + fields.substring(0, fields.lastIndexOf('\t', 200_000)) + "\n";
    String table = PROCESSES.replace("/usr/bin/x", "/" + "x".repeat(900_000));
    return Map.of("processes", table + some + "end\t4001\n", "other-descriptors", all);
  }

  private static Map<String, String> versions() {
    String lines =
        IntStream.range(0, 250)
            .mapToObj(i -> "package\tp%d\t%s\tamd64\tok\n".formatted(i, repeated("1.", 1000) + i))
            .collect(Collectors.joining());
    return Map.of(
        "packages",
        "look\ndatabases\t1\ndatabase\tdpkg\n"
            + lines
            + "listed\tdpkg\t0\t250\t250\nwhole\tdpkg\t0\nend\t1\n");
  }

  private static Map<String, String> printed() {
    return Map.of("command", repeated("ab", 250_000) + ENDED);
  }
}
