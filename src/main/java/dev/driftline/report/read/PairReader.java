package dev.driftline.report.read;

import dev.driftline.model.FoundPair;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads an item of `pairs` of the report of a check.
final class PairReader {

  private PairReader() {}

  static FoundPair pair(Fields fields) throws UnreadableReport {
    return new FoundPair(
        fields.text("key"),
        fields.text("product"),
        fields.count("connections"),
        fields.text("seen"),
        GateReader.state(fields),
        verdicts(fields.fields("verdicts")),
        GateReader.client(fields.fields("client")),
        GateReader.server(fields.fields("server")));
  }

  private static SortedMap<String, String> verdicts(Fields fields) throws UnreadableReport {
    SortedMap<String, String> verdicts = new TreeMap<>();
    for (String check : fields.names()) {
      verdicts.put(check, fields.text(check));
    }
    return verdicts;
  }
}
