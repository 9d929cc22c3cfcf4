package dev.driftline.probe.kit.process;

import dev.driftline.model.budget.Budget;
import dev.driftline.probe.kit.Line;
import dev.driftline.probe.kit.Lines;
import dev.driftline.probe.kit.network.SocketTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the lines about descriptors of `processes.sh` and `other-descriptors.sh`. For one thread.
final class DescriptorReader {
  private static final Optional<FileType> NULL = Optional.of(FileType.NULL);
  private static final Optional<Descriptor> READS_NOTHING = devNull("r");
  private static final Optional<Descriptor> WRITES_NOTHING = devNull("w");
  private static final Optional<Descriptor> BOTH_NOTHING = devNull("rw");

  private static final Descriptor CLOSED = new Descriptor.Closed();

  /// In characters. `ls.awk` cuts the messages of `ls` to this length, so a longer one is forged.
  private static final int LONGEST_COMPLAINT = 80;

  /// What a process and a descriptor take in memory, each with its place in its map.
  private static final int BYTES_OF_PROCESS = 200;

  private static final int BYTES_OF_DESCRIPTOR = 80;

  private final Budget budget;
  private final Map<Long, DescriptorTable.Held> processes = new LinkedHashMap<>();
  private final SocketTable sockets;
  private final CommandLines commands;
  private final Map<String, List<Ends.Holder>> holders = new HashMap<>();
  private final Set<Long> unlisted = new HashSet<>();
  private final List<String> unread = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private Optional<String> order = Optional.empty();
  private boolean every;

  DescriptorReader(Budget budget) {
    this.budget = budget;
    this.sockets = new SocketTable(budget);
    this.commands = new CommandLines(budget);
  }

  DescriptorTable table() {
    // what was said of such a process may be forged; its 0, 1 and 2 were asked for by themselves
    holders
        .values()
        .forEach(ends -> ends.removeIf(end -> unlisted.contains(end.pid()) && end.fd() > 2));
    return new DescriptorTable(
        processes, sockets, new Ends(holders, every, unlisted), commands, unread, complaints);
  }

  /// One line of `processes.sh` or `other-descriptors.sh`, where its first word is told.
  boolean take(Line line) {
    return switch (line.kind()) {
      case "descriptors" -> held(line);
      case "unread" -> denied(line);
      case "big-endian", "little-endian" -> order(line.kind());
      case "socket" -> order.isPresent() && sockets.addInternet(line.fields(5), isBig(), false);
      case "accepted" -> order.isPresent() && sockets.addInternet(line.fields(5), isBig(), true);
      case "unix" -> sockets.addUnix(line.fields(5));
      case "peer" -> peer(line.fields(3));
      case "journal" -> sockets.addJournal(line.fields(1));
      case "unread-table" -> Lines.first(line.rest(), unread);
      case "holder" -> holder(line.fields(4));
      case "unlisted" -> unlisted.add(pid(line));
      case "every-end" -> {
        every = true;
        yield true;
      }
      case "command" -> commands.take(line);
      case "said" -> Lines.first(line.rest(), complaints);
      default -> false;
    };
  }

  private boolean order(String word) {
    boolean first = order.isEmpty();
    order = Optional.of(word);
    return first;
  }

  private boolean isBig() {
    return order.equals(Optional.of("big-endian"));
  }

  private boolean peer(List<String> fields) {
    return !fields.isEmpty()
        && sockets.addPeerInode(fields.subList(0, 2))
        && sockets.addPeerPath(List.of(fields.get(0), fields.get(2)));
  }

  /// `holder TARGET PID FD MODE`.
  private boolean holder(List<String> fields) {
    if (fields.isEmpty()) {
      return false;
    }
    long pid = Lines.number(fields.get(1));
    long number = Lines.number(fields.get(2));
    budget.text(fields.get(0));
    return pid >= 0
        && number >= 0
        && number < 10_000_000
        && addEnd(fields.get(0), new Ends.Holder(pid, (int) number, mode(fields.get(3))));
  }

  private boolean addEnd(String target, Ends.Holder holder) {
    budget.spend(BYTES_OF_DESCRIPTOR);
    return holders.computeIfAbsent(target, _ -> new ArrayList<>(2)).add(holder);
  }

  private boolean denied(Line line) {
    long pid = pid(line);
    String why = line.hasField() ? line.rest() : "";
    Descriptor.Unread reason = unread(why);
    budget.spend(BYTES_OF_PROCESS);
    DescriptorTable.Held none =
        new DescriptorTable.Held(new TreeMap<>(), Optional.of(reason.why()), OptionalLong.empty());
    // a second line about a pid is forged, and makes all of the output unknown
    return pid >= 0 && why.length() <= LONGEST_COMPLAINT && processes.put(pid, none) == null;
  }

  private static long pid(Line line) {
    return line.hasField() ? Lines.number(line.field()) : -1;
  }

  /// `descriptors PID DESCRIPTOR… [=START]`.
  private boolean held(Line line) {
    long pid = pid(line);
    if (pid < 0) {
      return false;
    }
    budget.spend(BYTES_OF_PROCESS);
    SortedMap<Integer, Descriptor> descriptors = new TreeMap<>();
    OptionalLong start = OptionalLong.empty();
    while (line.hasField()) {
      budget.step();
      String field = line.field();
      if (field.startsWith("=")) {
        start = OptionalLong.of(Lines.number(field.substring(1)));
      } else if (!descriptor(pid, field, descriptors)) {
        return false;
      }
    }
    return processes.put(pid, new DescriptorTable.Held(descriptors, Optional.empty(), start))
        == null;
  }

  /// One descriptor: `NUMBER-` is closed, `NUMBER!WHY` is unread, and `NUMBER MODE [FLAGS] [@TYPE] TARGET` is open,
  /// without the blanks. For example, `2w2000@->/var/log/x.log`; see processes.sh.
  private boolean descriptor(long pid, String field, SortedMap<Integer, Descriptor> into) {
    // nearly all descriptors are one of thirty, so these are told apart first
    Optional<Descriptor> common = common(field);
    if (common.isPresent()) {
      return into.put(field.charAt(0) - '0', common.get()) == null;
    }
    // the number: 1 to 7 digits, and something behind it
    int digits = span(field, 0, '9');
    if (digits == 0 || digits > 7 || digits == field.length()) {
      return false;
    }
    Optional<Descriptor> descriptor =
        switch (field.charAt(digits)) {
          case '-' -> digits + 1 == field.length() ? Optional.of(CLOSED) : Optional.empty();
          case '!' ->
              field.length() - digits - 1 <= LONGEST_COMPLAINT
                  ? Optional.of(unread(field.substring(digits + 1)))
                  : Optional.empty();
          case 'r', 'w', 'b', 'o' -> open(field, digits);
          default -> Optional.empty();
        };
    budget.spend(BYTES_OF_DESCRIPTOR + 2L * field.length());
    if (descriptor.isEmpty()) {
      return false;
    }
    int number = Integer.parseInt(field, 0, digits, 10);
    if (descriptor.get() instanceof Descriptor.Open open && isEnd(open.target())) {
      addEnd(open.target(), new Ends.Holder(pid, number, open.mode()));
    }
    return into.put(number, descriptor.get()) == null;
  }

  /// Whether other processes may hold another end of it.
  private static boolean isEnd(String target) {
    return target.startsWith("pipe:[") || target.startsWith("socket:[");
  }

  private static Descriptor.Unread unread(String why) {
    return new Descriptor.Unread(why.isEmpty() ? "Permission denied" : why);
  }

  /// How many characters are digits, from `from` on. `last` is the highest digit: '7' for octal numbers.
  private static int span(String text, int from, char last) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= last) {
      end++;
    }
    return end - from;
  }

  /// `/dev/null` on a descriptor of one digit: `0rn`, `2wn`. These make no objects of their own, and cost no pattern.
  private static Optional<Descriptor> common(String field) {
    if (field.length() != 3
        || field.charAt(2) != 'n'
        || field.charAt(0) < '0'
        || field.charAt(0) > '9') {
      return Optional.empty();
    }
    return switch (field.charAt(1)) {
      case 'r' -> READS_NOTHING;
      case 'w' -> WRITES_NOTHING;
      case 'b' -> BOTH_NOTHING;
      default -> Optional.empty();
    };
  }

  private static Optional<Descriptor> devNull(String mode) {
    return Optional.of(new Descriptor.Open(mode, Optional.empty(), "/dev/null", NULL));
  }

  /// The mode at `from`, the flags in octal, if any, the type, if any, and the target.
  private static Optional<Descriptor> open(String field, int from) {
    int octal = span(field, from + 1, '7');
    int at = from + 1 + octal;
    // nine octal digits fit into an int
    if (octal > 9 || at == field.length()) {
      return Optional.empty();
    }
    Optional<Integer> flags =
        octal == 0 ? Optional.empty() : Optional.of(Integer.parseInt(field, from + 1, at, 8));
    // the type is everything between @ and the first >
    Optional<FileType> type = Optional.empty();
    if (field.charAt(at) == '@') {
      int end = field.indexOf('>', at);
      type = end < 0 ? Optional.empty() : FileType.of(field.substring(at + 1, end));
      if (type.isEmpty()) {
        return Optional.empty();
      }
      at = end;
    }
    char kind = field.charAt(at);
    Optional<FileType> file = kind == 'n' ? Optional.of(FileType.NULL) : type;
    String mode = mode(field.substring(from, from + 1));
    return target(kind, field, at + 1)
        .map(target -> new Descriptor.Open(mode, flags, target, file));
  }

  /// The word for the letter of a mode: `rw` for `b`, nothing for `o`.
  private static String mode(String letter) {
    return switch (letter) {
      case "b" -> "rw";
      case "o" -> "";
      default -> letter;
    };
  }

  /// `n` is /dev/null, `p123` is the pipe of inode 123, and `>` comes before any other target.
  private static Optional<String> target(char kind, String field, int from) {
    return switch (kind) {
      case 'n' -> from == field.length() ? Optional.of("/dev/null") : Optional.empty();
      case 'p' -> {
        int digits = span(field, from, '9');
        yield digits > 0 && from + digits == field.length()
            ? Optional.of("pipe:[" + field.substring(from) + "]")
            : Optional.empty();
      }
      case '>' -> Optional.of(field.substring(from));
      default -> Optional.empty();
    };
  }
}
