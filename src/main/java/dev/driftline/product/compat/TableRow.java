package dev.driftline.product.compat;

import dev.driftline.source.SourceLocation;
import java.util.List;

/// A row of a table: for this client and this server, under these conditions, this happens.
///
/// @param id         unique within its table: `my-sha2-lib`
/// @param topic      groups the rules of a report: `auth`
/// @param when       all of these must hold
/// @param code       the error's number or the exit code, as text; may be empty
/// @param sees       what the user will see
/// @param action     what to do; empty for ok
/// @param sources    where it is written; `tried` among them says that it was run
/// @param tried      what was run; may be empty
/// @param unsure     what is not known; may be empty
/// @param unsourced  whether nobody has written it anywhere. It is a risk then, whatever it says
/// @param insteadOf  the rows that do not count where this one holds
public record TableRow(
    String id,
    String topic,
    Side client,
    Side server,
    List<When> when,
    Compatible says,
    String code,
    String sees,
    String action,
    List<String> sources,
    String tried,
    String unsure,
    boolean unsourced,
    List<String> insteadOf,
    SourceLocation at) {

  public TableRow {
    when = List.copyOf(when);
    sources = List.copyOf(sources);
    insteadOf = List.copyOf(insteadOf);
  }

  /// What it counts as. Without a source it is a risk at most.
  public Compatible compatible() {
    boolean capped = unsourced && says.compareTo(Compatible.RISK) > 0;
    return capped ? Compatible.RISK : says;
  }

  /// Whether its ranges hold for certain.
  public boolean isAbout(Party ofClient, Party ofServer) {
    return client.has(ofClient).and(server.has(ofServer)) == Trilean.TRUE;
  }

  /// Where it is from, in one text.
  public String source() {
    List<String> written = sources.stream().filter(source -> !source.equals("tried")).toList();
    if (!written.isEmpty()) {
      return String.join("; ", written);
    }
    return tried.isEmpty() ? "no source" : "tried: " + tried;
  }
}
