package dev.driftline.judge;

import dev.driftline.model.CheckInfo;
import dev.driftline.model.table.Cell;
import dev.driftline.model.table.Row;
import dev.driftline.model.table.TableDefinition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Makes the keys by which findings of one check on one host are known again in the next run. A key is the first 128
/// bits of a SHA-256, in hexadecimal.
///
/// The hash is over policy, check, host and the row's key columns, such as the name and the user of a process. It has
/// no pid, port or observed value, so the same fault has the same key after a restart. Several rows may have the same
/// key columns, for example two workers of one program. They are numbered in their order, so they are two findings.
final class FindingKey {

  private static final int BYTES = 16;

  private final CheckInfo check;
  private final String host;

  /// How many rows had the same key columns so far, by a hash of these. A host chooses the texts of rows, and could
  /// choose a million with the same `hashCode`. Then a map of texts would become a slow tree or list; a map of SHA-256
  /// hashes does not.
  private final Map<String, Integer> seen = new HashMap<>();

  FindingKey(CheckInfo check, String host) {
    this.check = check;
    this.host = host;
  }

  /// The key of a finding about one row.
  String of(TableDefinition table, Row row) {
    List<String> parts = new ArrayList<>();
    for (String column : table.key()) {
      // the mark before the text keeps an empty text, a cut one, no value and an unread one apart
      parts.add(
          switch (row.cell(column)) {
            case Cell.Text(String text) -> "=" + text;
            case Cell.Cut(String beginning, _) -> "~" + beginning;
            case Cell.None _ -> "-";
            case Cell.Unread _ -> "?";
          });
    }
    return of(parts);
  }

  /// The key of a finding about missing or surplus rows. A check has one per host.
  String ofRows() {
    return of(List.of("rows"));
  }

  /// The key of a finding about a name that `where` lists, and that no row has.
  String ofMissing(String column, String name) {
    return of(List.of("missing", column, name));
  }

  private String of(List<String> parts) {
    // hash everything but the number, so that equal rows can be counted by it
    MessageDigest digest = sha256();
    add(digest, check.policy());
    add(digest, check.id());
    add(digest, host);
    parts.forEach(part -> add(digest, part));
    // digest() ends a digest, so a copy is asked
    int ordinal = seen.merge(hexadecimal(copy(digest)), 1, Integer::sum);
    add(digest, Integer.toString(ordinal));
    return hexadecimal(digest);
  }

  private static String hexadecimal(MessageDigest digest) {
    return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BYTES));
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 of the Java platform can be copied", e);
    }
  }

  /// Adds one part with its length. Otherwise the parts `ab`, `c` and the parts `a`, `bc` would have one key.
  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
