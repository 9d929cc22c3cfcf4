package dev.driftline.collect;

import dev.driftline.probe.kit.Look;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.ShellHalf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The one script that a host runs: a prologue, and sections between marks.
///
/// The script goes to the stdin of `/bin/sh -s`. With two sections it looks like this:
///
/// ```
/// case ... in ... esac               shells that cannot run the script say so, and end
/// sections() {
///   mark() { ... @NONCE ... }
///   SETUPS                           functions that sections use, each once
///   mark 0 0
///   (: SECTION )                     in a subshell: it cannot change the others
///   mark 1 $?
///   (: SECTION )
///   mark 2 $?
/// }
/// main() {
///   PROLOGUE                         the same for every script
///   sections </dev/null
/// }
/// { main; exit; }
/// ```
///
/// Everything stands in a function, and only the last line calls it. A script that was cut on its way is a syntax error
/// and runs nothing. The last line ends the shell, too, so the shell reads nothing after it.
///
/// Mark number k is the line `@NONCE k S` on stdout and on stderr, with a newline before it. The shell itself writes
/// it. It says that k sections have ended, the last of them with status S. [Frames] reads the marks.
///
/// **`/dev/null`** may be a regular file, or not be there: a package's script did that once. Then everything that a
/// program writes to it fills the file. So if it is no device, no setup runs, stdin is an empty pipe, and each section
/// that names `>/dev/null`, or needs a setup that is more than an awk program, ends with [Look#NO_NULL_DEVICE]. The
/// other sections run.
///
/// Preludes have setups only: they are no part of [#sections()].
///
/// The nonce stands in this text only, and not in an argument or a variable. So no child of the shell inherits it.
///
/// A section must not leave a process running. Such a process may write while later sections run, and the shell cannot
/// tell its output from theirs. Sections have no time limit. If one hangs, it uses up the host's time, and the sections
/// after it are missing. So a probe that runs a foreign program limits it itself.
///
/// A script is computed once for a list of sections and sent to any number of hosts, each with its own nonce.
/// Immutable.
public final class Script {

  private static final String PROLOGUE = ShellHalf.load(Script.class, "prologue");
  private static final SecureRandom RANDOM = new SecureRandom();

  /// Shells that are known to run the script wrongly, or not at all. For example, yash passes the functions that bash
  /// exported on to the programs that a command runs. The text of KSH_VERSION begins with "Version" in ksh93, and with
  /// "@" in mksh.
  private static final String SHELLS =
      """
      case ${ZSH_VERSION+zsh}${YASH_VERSION+yash}${POSH_VERSION+posh}${KSH_VERSION-} in
      zsh*) set zsh ;;
      yash*) set yash ;;
      posh*) set posh ;;
      Version*) set ksh93 ;;
      *) set '' ;;
      esac
      case $1 in ?*) echo "
      """;

  private static final Pattern TO_NULL = Pattern.compile(">\\s*/dev/null");

  private final List<Section> sections;
  private final List<byte[]> parts;

  public Script(List<Section> sections) {
    this.sections = running(sections);
    this.parts =
        Stream.of(
                SHELLS.stripTrailing() + "\n@",
                " shell $1\"; exit ;; esac\nsections() {\nmark() { set -- \"\n@",
                body(sections))
            .map(part -> part.getBytes(StandardCharsets.UTF_8))
            .toList();
  }

  private static List<Section> running(List<Section> sections) {
    return sections.stream().filter(section -> !section.isPrelude()).toList();
  }

  /// Everything behind the nonce in `mark`.
  private static String body(List<Section> sections) {
    StringBuilder text = new StringBuilder(" $1 $2\"; echo \"$1\"; echo \"$1\" >&2; }\n");
    // texts of awk only fill variables, so they are safe everywhere
    text.append(setups(sections, ShellHalf::isAwk));
    String setups = setups(sections, setup -> !ShellHalf.isAwk(setup));
    if (!setups.isEmpty()) {
      text.append("case $null in ?*)\n").append(setups).append(";; esac\n");
    }
    text.append("mark 0 0\n");
    int number = 0;
    for (Section section : running(sections)) {
      number++;
      // the colon keeps an empty section from being a syntax error
      text.append(
          needsNull(section)
              ? "(case $null in '') exit %d ;; esac\n".formatted(Look.NO_NULL_DEVICE)
              : "(:\n");
      text.append(section.script());
      text.append("\n)\nmark ").append(number).append(" $?\n");
    }
    text.append("}\nmain() {\n").append(PROLOGUE);
    text.append(
        "if [ -c /dev/null ]; then null=yes; sections </dev/null; else null=; : | sections; fi\n");
    return text.append("}\n{ main; exit; }\n").toString();
  }

  private static String setups(List<Section> sections, Predicate<String> which) {
    // preludes first: they tell the other setups what the questions want
    return sections.stream()
        .sorted(Comparator.comparing(Section::isPrelude).reversed())
        .flatMap(section -> section.setups().stream())
        .distinct()
        .filter(which)
        .map(setup -> setup + "\n")
        .collect(Collectors.joining());
  }

  private static boolean needsNull(Section section) {
    return !section.setups().stream().allMatch(ShellHalf::isAwk)
        || TO_NULL.matcher(section.script()).find();
  }

  /// A nonce that nobody can guess: 128 random bits in hexadecimal.
  public static String nonce() {
    byte[] bits = new byte[16];
    RANDOM.nextBytes(bits);
    return HexFormat.of().formatHex(bits);
  }

  /// The sections that run, in this order.
  public List<Section> sections() {
    return sections;
  }

  /// What goes to the shell's stdin.
  ///
  /// @param nonce from [#nonce()], not used for any other host
  public byte[] bytes(String nonce) {
    byte[] between = nonce.getBytes(StandardCharsets.US_ASCII);
    int size = parts.stream().mapToInt(part -> part.length).sum();
    ByteBuffer all = ByteBuffer.allocate(size + (parts.size() - 1) * between.length);
    for (int part = 0; part < parts.size(); part++) {
      if (part > 0) {
        all.put(between);
      }
      all.put(parts.get(part));
    }
    return all.array();
  }
}
