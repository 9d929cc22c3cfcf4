package dev.driftline.model.table;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A question for a host: a probe and its parameters. If several checks have equal questions, the host is asked once.
///
/// @param probe      the probe's name: `fds`, `command`
/// @param parameters by the names in the probe's [TableDefinition]; parameters with a default may be missing
public record Question(String probe, SortedMap<String, String> parameters)
    implements Comparable<Question> {

  public Question {
    parameters = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  public Question(String probe, Map<String, String> parameters) {
    this(probe, new TreeMap<>(parameters));
  }

  public Question(String probe) {
    this(probe, new TreeMap<>());
  }

  /// The value of `parameter`, or an empty text if the question does not give it.
  public String parameter(String parameter) {
    return parameters.getOrDefault(parameter, "");
  }

  @Override
  public int compareTo(Question other) {
    int byProbe = probe.compareTo(other.probe);
    return byProbe != 0 ? byProbe : parameters.toString().compareTo(other.parameters.toString());
  }
}
