package dev.driftline.probe.process;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The command lines of a host's processes, as `command-lines.sh` saw them.
public final class CommandLines {

  private static final Pattern HEADING = Pattern.compile("==> (\\d{1,18})/cmdline <==");

  private final Map<Long, String> texts = new HashMap<>();
  private final Set<Long> ambiguous = new HashSet<>();

  private CommandLines() {}

  /// Reads the whole of what the section said; empty if its end is missing.
  public static Optional<CommandLines> read(String text) {
    if (!text.endsWith("\n.\n")) {
      return Optional.empty();
    }
    CommandLines lines = new CommandLines();
    StringBuilder current = new StringBuilder();
    long pid = -1;
    for (String line : text.substring(0, text.length() - 3).split("\n", -1)) {
      Optional<String> heading = heading(line);
      if (heading.isPresent() || line.equals("==> /dev/null <==")) {
        lines.add(pid, current.toString());
        current.setLength(0);
        pid = heading.map(Long::parseLong).orElse(-1L);
      } else {
        current.append(line).append('\n');
      }
    }
    lines.add(pid, current.toString());
    return Optional.of(lines);
  }

  private static Optional<String> heading(String line) {
    Matcher heading = HEADING.matcher(line.startsWith("==>") ? line : "");
    return heading.matches() ? Optional.of(heading.group(1)) : Optional.empty();
  }

  /// The arguments of a process; empty if they could not be read, or if what was said is not to be believed.
  public Optional<List<String>> arguments(long pid) {
    return ambiguous.contains(pid)
        ? Optional.empty()
        : Optional.ofNullable(texts.get(pid)).map(text -> List.of(text.split("\u0001", -1)));
  }

  private void add(long pid, String text) {
    if (pid < 0) {
      return;
    }
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\u0001')) {
      end--;
    }
    if (texts.put(pid, text.substring(0, end)) != null) {
      ambiguous.add(pid);
    }
  }
}
