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
/// It goes to the stdin of `/bin/sh -s`. Everything stands in a function that the last line calls with
/// nothing on stdin; every beginning of the text but the whole one is a syntax error, so a script that was cut on
/// its way runs nothing. The last line ends the shell, too, so that nothing after it is read.
///
/// Mark number k is the line `@NONCE k S` on stdout and on stderr, written by the shell itself with a newline
/// before it: section k-1 ended with status S, and section k begins. Mark 0 comes after the prologue
/// and the sections' setups, and
/// the number of the last mark is the number of sections. [Frames] reads them.
///
/// Preludes have setups only: they are no part of [#sections()].
///
/// The nonce stands in this text only: not in an argument, not in a variable, so no child of the shell inherits it.
/// What a section leaves running in the background may still write while later sections run; the shell cannot
/// tell it apart, so sections must not leave anything running. There is no time limit a section: one that hangs
/// takes the host's deadline, and those after it are missing; a probe that runs a foreign program limits it itself.
///
/// Computed once for a list of sections and sent to any number of hosts, each with its own nonce. Immutable.
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
    StringBuilder text = new StringBuilder(" $1 $2\"; echo \"$1\"; echo \"$1\" >&2; }\n");
    sections.stream()
        .sorted(Comparator.comparing(Section::isPrelude).reversed())
        .flatMap(section -> section.setups().stream())
        .distinct()
        .forEach(setup -> text.append(setup).append('\n'));
    text.append("mark 0 0\n");
    int number = 0;
    for (Section section : running(sections)) {
      number++;
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
