package dev.driftline.run.gate;

import dev.driftline.run.Assignment;
import java.io.IOException;
import java.util.Set;

/// Gets ready to ask the hosts that are connected to the hosts of a plan. They are known only when the first hosts have
/// answered.
public interface SecondWave {

  /// The hosts of these names, with the checks that cover them. When it returns, they can be asked.
  ///
  /// @throws IOException if they cannot be asked: a file is faulty or cannot be used
  Assignment of(Set<String> names) throws IOException;
}
