package dev.driftline.facts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The first line of a file of facts: what holds for all hosts in it.
///
/// @param version   of the driftline that asked the hosts
/// @param collected when that began
/// @param pattern   of the hosts, as it was typed
/// @param tables    the columns of each table, in the order of the cells
/// @param names     the IP addresses of host names, as the machine saw them that asked the hosts
/// @param here      the IP addresses of that machine
public record Header(
    String version,
    Instant collected,
    String pattern,
    SortedMap<String, List<String>> tables,
    SortedMap<String, List<String>> names,
    List<String> here) {

  /// The name of the format. Another number means that an older driftline would read it wrongly.
  static final String FORMAT = "driftline-facts/1";

  public Header {
    tables = new TreeMap<>(tables);
    names = new TreeMap<>(names);
    here = List.copyOf(here);
  }

  public Header(
      String version,
      Instant collected,
      String pattern,
      Map<String, List<String>> tables,
      Map<String, List<String>> names,
      List<String> here) {
    this(version, collected, pattern, new TreeMap<>(tables), new TreeMap<>(names), here);
  }
}
