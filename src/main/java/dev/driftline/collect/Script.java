package dev.driftline.collect;

import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.ShellHalf;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/// The one script that a host runs: a prologue, and sections between marks.
///
/// The script goes to the stdin of `/bin/sh -s`. With two sections it looks like this:
///
/// ```
/// main() {
///   PROLOGUE                         the same for every script
///   mark() { ... @NONCE ... }
///   SETUPS                           functions that sections use, each once
///   mark 0 0
///   (: SECTION )                     in a subshell: it cannot change the others
///   mark 1 $?
///   (: SECTION )
///   mark 2 $?
/// }
/// { main </dev/null; exit; }
/// ```
///
/// Everything stands in a function, and only the last line calls it. A script that was cut on its way is a syntax error
/// and runs nothing. The last line ends the shell, too, so the shell reads nothing after it.
///
/// Mark number k is the line `@NONCE k S` on stdout and on stderr, with a newline before it. The shell itself writes
/// it. It says that k sections have ended, the last of them with status S. [Frames] reads the marks.
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

  private final List<Section> sections;
  private final byte[] before;
  private final byte[] after;

  public Script(List<Section> sections) {
    this.sections = running(sections);
    this.before =
        ("main() {\n" + PROLOGUE + "mark() { set -- \"\n@").getBytes(StandardCharsets.UTF_8);
    this.after = body(sections).getBytes(StandardCharsets.UTF_8);
  }

  private static List<Section> running(List<Section> sections) {
    return sections.stream().filter(section -> !section.isPrelude()).toList();
  }

  private static String body(List<Section> sections) {
    // the rest of mark(), behind the nonce
    StringBuilder text = new StringBuilder(" $1 $2\"; echo \"$1\"; echo \"$1\" >&2; }\n");
    // preludes first: they tell the other setups what the questions want
    sections.stream()
        .sorted(Comparator.comparing(Section::isPrelude).reversed())
        .flatMap(section -> section.setups().stream())
        .distinct()
        .forEach(setup -> text.append(setup).append('\n'));
    text.append("mark 0 0\n");
    int number = 0;
    for (Section section : running(sections)) {
      number++;
      // the colon keeps an empty section from being a syntax error
      text.append("(:\n").append(section.script());
      text.append("\n)\nmark ").append(number).append(" $?\n");
    }
    return text.append("}\n{ main </dev/null; exit; }\n").toString();
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
    byte[] middle = nonce.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[before.length + middle.length + after.length];
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(middle, 0, all, before.length, middle.length);
    System.arraycopy(after, 0, all, before.length + middle.length, after.length);
    return all;
  }
}
