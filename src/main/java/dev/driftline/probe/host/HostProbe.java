package dev.driftline.probe.host;

import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Question;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.probe.kit.Cells;
import dev.driftline.probe.kit.Line;
import dev.driftline.probe.kit.Lines;
import dev.driftline.probe.kit.Look;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.ShellHalf;
import dev.driftline.probe.kit.Transcript;
import dev.driftline.probe.kit.network.SocketAddress;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Describes the host in one row: operating system, kernel, addresses, clock, and the user that asked. All hosts are
/// asked, because `applies_to` of any check may need the row. Sources: os-release(5), uname(2), `/proc/uptime`,
/// `/proc/net/fib_trie`, `/proc/net/if_inet6`, and `ls` for `/dev/null`.
public final class HostProbe implements Probe {

  private static final Section SECTION =
      new Section(
          HostDescription.NAME,
          ShellHalf.load(HostProbe.class, "host"),
          Section.DEFAULT_MAX_BYTES,
          List.of(
              ShellHalf.awk(HostProbe.class, "host-addresses"),
              ShellHalf.awk(HostProbe.class, "host")));

  /// The lines that the last line of the look counts.
  private static final Set<String> COUNTED = Set.of("fact", "address", "address6");

  /// Before the key of a fact that did not come whole.
  private static final String UNREAD = "unread ";

  private static final Pattern SECONDS = Pattern.compile("\\d{1,12}(?:\\.\\d{1,6})?");

  private static final Look<Map<String, List<String>>> LOOK =
      Look.whole(SECTION, "the host", HostProbe::facts);

  /// In characters: INET6_ADDRSTRLEN of in.h, without the NUL.
  private static final int LONGEST_ADDRESS = 45;

  /// `host.sh` reads this many lines of a list with two lines per address.
  private static final int MOST_ADDRESSES = 20_000;

  private static final int BYTES_OF_FACT = 140;

  /// In characters. Every report has the facts, and each check may ask for them.
  private static final int LONGEST_FACT = 1024;

  @Override
  public TableDefinition definition() {
    return HostDescription.DEFINITION;
  }

  @Override
  public List<Section> sections(Question question) {
    return List.of(SECTION);
  }

  @Override
  public Answer read(Question question, Transcript transcript) {
    return transcript
        .read(LOOK)
        .then(facts ->
            new Answer.Observed(
                List.of(row(facts, transcript)), Optional.empty(), Optional.empty()));
  }

  /// The facts by key. Only addresses have several values. Empty if the look is not whole, or a line is not understood.
  private static Optional<Map<String, List<String>>> facts(String text, Budget budget) {
    Map<String, List<String>> read = new HashMap<>();
    return Lines.ofLastLook(text, COUNTED, budget, line -> take(line, read, budget))
        ? Optional.of(read)
        : Optional.empty();
  }

  private static boolean take(Line line, Map<String, List<String>> facts, Budget budget) {
    return switch (line.kind()) {
      case "fact" -> add(line.fields(2), facts, budget);
      case "address", "address6" ->
          line.hasField() && add(List.of(line.kind(), line.rest()), facts, budget);
      case "unread" -> unread(line.fields(2), facts, budget);
      default -> false;
    };
  }

  /// Adds a value to the others of its key.
  private static boolean add(List<String> fact, Map<String, List<String>> facts, Budget budget) {
    if (fact.isEmpty()) {
      return false;
    }
    budget.spend(BYTES_OF_FACT);
    fact.forEach(budget::text);
    List<String> values = facts.computeIfAbsent(fact.get(0), _ -> new ArrayList<>(1));
    values.add(fact.get(1));
    return values.size() <= MOST_ADDRESSES;
  }

  /// Keeps why a fact was not told, beside the facts.
  private static boolean unread(List<String> fact, Map<String, List<String>> facts, Budget budget) {
    return !fact.isEmpty() && add(List.of(UNREAD + fact.get(0), fact.get(1)), facts, budget);
  }

  private static Row row(Map<String, List<String>> facts, Transcript transcript) {
    Map<String, Cell> cells = new HashMap<>();
    cells.put("hostname", cell(facts, "hostname"));
    cells.put("os", cell(facts, "ID"));
    cells.put("os_version", version(facts));
    cells.put("os_name", cell(facts, "PRETTY_NAME"));
    cells.put("kernel", cell(facts, "kernel"));
    cells.put("architecture", cell(facts, "machine"));
    cells.put(
        "init",
        // neither systemd nor openrc: process 1 names itself
        one(facts, "boot").equals(Optional.of("other"))
            ? cell(facts, "first")
            : cell(facts, "boot"));
    cells.put("uptime", millis(facts, "uptime"));
    cells.put("addresses", addresses(facts));
    cells.put("user", one(facts, "user").map(HostProbe::text).orElse(cell(facts, "uid")));
    cells.put("root", one(facts, "uid").map(uid -> Cell.bool(uid.equals("0"))).orElse(notTold()));
    // the column has seconds; the offset is computed from milliseconds
    Cell clock = millis(facts, "clock");
    cells.put("clock", clock instanceof Cell.Text ? cell(facts, "clock") : clock);
    cells.put("clock_offset", offset(clock, transcript));
    cells.put("dev_null", cell(facts, "null"));
    return Row.of(HostDescription.COLUMNS, cells);
  }

  /// VERSION_ID. A rolling release has none. But if the host told no ID either, os-release was not read.
  private static Cell version(Map<String, List<String>> facts) {
    return facts.containsKey("ID")
        ? one(facts, "VERSION_ID").map(HostProbe::text).orElse(Cell.none())
        : notTold();
  }

  /// The first value of a key, so that a second line cannot replace it.
  private static Optional<String> one(Map<String, List<String>> facts, String key) {
    return Optional.ofNullable(facts.get(key)).map(List::getFirst);
  }

  private static Cell cell(Map<String, List<String>> facts, String key) {
    return one(facts, key)
        .map(HostProbe::text)
        .or(() -> one(facts, UNREAD + key).map(Cell::unread))
        .orElse(notTold());
  }

  private static Cell text(String fact) {
    return Cells.text(fact, LONGEST_FACT);
  }

  private static Cell notTold() {
    return Cell.unread("the host did not tell");
  }

  /// Seconds with up to six decimals, in milliseconds.
  private static Cell millis(Map<String, List<String>> facts, String key) {
    return one(facts, key)
        .filter(text -> SECONDS.matcher(text).matches())
        .map(text -> Cell.integer(new BigDecimal(text).movePointRight(3).longValue()))
        .orElse(notTold());
  }

  /// The host's clock minus ours, rounded towards zero to whole seconds. The host says its time in whole seconds, and
  /// the way here takes time, too.
  private static Cell offset(Cell clock, Transcript transcript) {
    return clock instanceof Cell.Text(String millis) && transcript.heard().isPresent()
        ? Cell.integer(
            (Long.parseLong(millis) - transcript.heard().get().toEpochMilli()) / 1000 * 1000)
        : Cell.unread("the time of asking was not kept");
  }

  /// All addresses with commas between. If one word has not the form of an address, all are unread: other rooms take
  /// each word for an address.
  private static Cell addresses(Map<String, List<String>> facts) {
    Optional<String> unread = one(facts, UNREAD + "addresses");
    if (unread.isPresent()) {
      return Cell.unread(unread.get());
    }
    List<String> all = new ArrayList<>(facts.getOrDefault("address", List.of()));
    if (!all.stream().allMatch(HostProbe::isAddress)) {
      return Cell.unread("something that is no address is among them");
    }
    facts.getOrDefault("address6", List.of()).stream()
        .flatMap(digits -> address(digits).stream())
        // the script leaves out 127.0.0.1, and the kernel lists ::1 with the others
        .filter(address -> !address.equals("::1"))
        .forEach(all::add);
    return all.isEmpty() ? Cell.none() : Cell.text(String.join(",", all));
  }

  /// Whether the text consists of digits, dots and colons, and is no longer than the longest address.
  private static boolean isAddress(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_ADDRESS
        && text.chars().allMatch(c -> "0123456789abcdefABCDEF.:".indexOf(c) >= 0);
  }

  /// An address of `/proc/net/if_inet6`: 32 digits in network order, without colons.
  private static Optional<String> address(String digits) {
    return SocketAddress.ofHex(digits + ":0000", true).map(SocketAddress::host);
  }
}
