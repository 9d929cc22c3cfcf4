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

/// Makes the keys of one check's findings on one host: the first 128 bits of a SHA-256, in hexadecimal.
///
/// Rows with equal key columns are counted, in their order, so that two equal processes are two findings.
final class FindingKey {

  private static final int BYTES = 16;

  private final CheckInfo check;
  private final String host;

  /// By what the rows' key columns hold, as its hash: hosts choose texts, and of lists of texts with one hash code a
  /// map makes a long list.
  private final Map<String, Integer> seen = new HashMap<>();

  FindingKey(CheckInfo check, String host) {
    this.check = check;
    this.host = host;
  }

  String of(TableDefinition table, Row row) {
    List<String> parts = new ArrayList<>();
    for (String column : table.key()) {
      parts.add(
          switch (row.cell(column)) {
            case Cell.Text(String text) -> "=" + text;
            case Cell.None _ -> "-";
            case Cell.Unread _ -> "?";
          });
    }
    return of(parts);
  }

  /// The key of a finding about missing or surplus rows.
  String ofRows() {
    return of(List.of("rows"));
  }

  private String of(List<String> parts) {
    MessageDigest digest = sha256();
    add(digest, check.policy());
    add(digest, check.id());
    add(digest, host);
    parts.forEach(part -> add(digest, part));
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

  /// Each part with its length, so that no two lists of parts are the same bytes.
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
