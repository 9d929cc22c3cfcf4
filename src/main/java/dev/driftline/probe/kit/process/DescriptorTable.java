package dev.driftline.probe.kit.process;

import dev.driftline.model.budget.Budget;
import dev.driftline.probe.kit.Line;
import dev.driftline.probe.kit.Lines;
import dev.driftline.probe.kit.Look;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.ShellHalf;
import dev.driftline.probe.kit.network.SocketTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The descriptors of a host's processes, as `descriptors.sh` saw them.
///
/// @param processes  by pid
/// @param ends       who holds the ends of pipes and nameless streams
/// @param unread     the first table of sockets that could not be read; empty if all could
/// @param complaints the first message of a tool that was not about a descriptor; empty if there was none
public record DescriptorTable(
    Map<Long, Held> processes,
    SocketTable sockets,
    Ends ends,
    List<String> unread,
    List<String> complaints) {

  private static final String SCRIPT = ShellHalf.load(DescriptorTable.class, "descriptors");

  /// Descriptors 0, 1 and 2.
  public static final Look<DescriptorTable> STANDARD =
      look("descriptors", "want='0 1 2'\n", Section.DEFAULT_MAX_BYTES);

  public static final Look<DescriptorTable> ALL = look("all-descriptors", "want=all\n", 2 * 1024 * 1024);

  private static Look<DescriptorTable> look(String name, String given, int maxBytes) {
    return Look.whole(
        NamedProcesses.look(name, given + SCRIPT, maxBytes, ShellHalf.QUIET_LS),
        "the descriptors",
        DescriptorTable::read);
  }

  /// The descriptors of one process.
  ///
  /// @param descriptors by number; empty if `/proc/PID/fd` could not be read
  /// @param denied      why `/proc/PID/fd` could not be read
  /// @param start       the start time of the process in the second look, in hundredths of a second since boot; empty
  ///     if there was one look only. A pid that was reused in between has another start time
  public record Held(
      SortedMap<Integer, Descriptor> descriptors, Optional<String> denied, OptionalLong start) {}

  /// Reads the section's output; empty if it is not whole or not understood.
  static Optional<DescriptorTable> read(String text, Budget budget) {
    Reader reader = new Reader(budget);
    return Lines.ofLastLook(text, Set.of("d", "x"), budget, reader::take)
        ? Optional.of(reader.table())
        : Optional.empty();
  }

  private static final class Reader {

    private static final Optional<FileType> NULL = Optional.of(FileType.NULL);
    private static final Optional<Descriptor> READS_NOTHING = devNull("r");
    private static final Optional<Descriptor> WRITES_NOTHING = devNull("w");
    private static final Optional<Descriptor> BOTH_NOTHING = devNull("rw");

    private static final Descriptor CLOSED = new Descriptor.Closed();

    /// In characters. `descriptors.sh` cuts the messages of `ls` to this length, so a longer one is forged.
    private static final int LONGEST_COMPLAINT = 80;

    /// What a process and a descriptor take in memory, each with its place in its map.
    private static final int BYTES_OF_PROCESS = 200;

    private static final int BYTES_OF_DESCRIPTOR = 80;

    private final Budget budget;
    private final Map<Long, Held> processes = new LinkedHashMap<>();
    private final SocketTable sockets;
    private final List<String> unread = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private boolean bigEndian;

    Reader(Budget budget) {
      this.budget = budget;
      this.sockets = new SocketTable(budget);
    }

    DescriptorTable table() {
      return new DescriptorTable(processes, sockets, Ends.NONE, unread, complaints);
    }

    /// One line. The first word tells its kind:
    ///
    /// - `b` the host is big-endian
    /// - `d` the descriptors of a process
    /// - `x` a process whose descriptors could not be read
    /// - `t`, `n` a TCP or UDP socket, a unix socket
    /// - `a` the path at the other end of a unix stream
    /// - `j` the socket that systemd connected to the journal
    /// - `m` a table of sockets that could not be read
    /// - `e` a message of a tool
    boolean take(Line line) {
      return switch (line.kind()) {
        case "b" -> {
          bigEndian = true;
          yield true;
        }
        case "d" -> held(line);
        case "x" -> denied(line);
        case "t" -> sockets.addInternet(line.fields(5), bigEndian, false);
        case "n" -> sockets.addUnix(line.fields(5));
        case "a" -> sockets.addPeerPath(line.fields(2));
        case "j" -> sockets.addJournal(line.fields(1));
        case "m" -> Lines.first(line.rest(), unread);
        case "e" -> Lines.first(line.rest(), complaints);
        default -> false;
      };
    }

    private boolean denied(Line line) {
      long pid = pid(line);
      String why = line.hasField() ? line.rest() : "";
      Descriptor.Unread reason = unread(why);
      budget.spend(BYTES_OF_PROCESS);
      Held none = new Held(new TreeMap<>(), Optional.of(reason.why()), OptionalLong.empty());
      // a second line about a pid is forged, and makes all of the output unknown
      return pid >= 0 && why.length() <= LONGEST_COMPLAINT && processes.put(pid, none) == null;
    }

    private static long pid(Line line) {
      return line.hasField() ? Lines.number(line.field()) : -1;
    }

    /// `d PID [=START] DESCRIPTOR…`.
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
        } else if (!descriptor(field, descriptors)) {
          return false;
        }
      }
      return processes.put(pid, new Held(descriptors, Optional.empty(), start)) == null;
    }

    /// One descriptor: `NUMBER-` is closed, `NUMBER!WHY` is unread, and `NUMBER MODE [FLAGS] TARGET` is open, without
    /// the blanks. For example, `2w2000>/var/log/x.log`; see descriptors.sh.
    private boolean descriptor(String field, SortedMap<Integer, Descriptor> into) {
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
            case 'r' -> open("r", field, digits + 1);
            case 'w' -> open("w", field, digits + 1);
            case 'b' -> open("rw", field, digits + 1);
            default -> Optional.empty();
          };
      budget.spend(BYTES_OF_DESCRIPTOR + 2L * field.length());
      return descriptor.isPresent()
          && into.put(Integer.parseInt(field, 0, digits, 10), descriptor.get()) == null;
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

    /// The flags in octal, if any, and the target.
    private static Optional<Descriptor> open(String mode, String field, int from) {
      int octal = span(field, from, '7');
      int at = from + octal;
      // nine octal digits fit into an int
      if (octal > 9 || at == field.length()) {
        return Optional.empty();
      }
      Optional<Integer> flags =
          octal == 0 ? Optional.empty() : Optional.of(Integer.parseInt(field, from, at, 8));
      return target(field.charAt(at), field, at + 1)
          .map(target -> new Descriptor.Open(mode, flags, target, target.equals("/dev/null") ? NULL : Optional.empty()));
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
}
