package dev.driftline.collect;

import dev.driftline.model.HostAnswers;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.SharedMemory;
import dev.driftline.model.host.Host;
import dev.driftline.model.table.Question;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/// Where answers come from: questions go in, answers come out. The hosts are asked now, or a file has what they
/// answered before. A run cannot tell the two apart, so both give the same results.
///
/// [#cancel] may be called from any thread. The other methods are for the thread of the run.
public interface AnswerSource {

  /// Hands over the answers of each of `hosts`, exactly once. It may be called again for other hosts: a second wave.
  ///
  /// A question without an answer is missing in [HostAnswers#answers]: it was not asked.
  ///
  /// @param questions for one host; called on the calling thread
  /// @param work      makes a result of a host's answers, within the host's budget, on one of the [#workers]
  /// @param consumer  takes the result, on the calling thread
  /// @throws IOException if the answers cannot be had at all, for example because the file is no file of facts
  <T> void ask(
      List<Host> hosts,
      Function<Host, ? extends Collection<Question>> questions,
      BiFunction<HostAnswers, Budget, T> work,
      Consumer<T> consumer)
      throws IOException;

  /// The IP addresses of host names, as the machine sees them that asks the hosts. A name without an address is missing
  /// in the answer.
  Map<String, List<String>> addresses(Set<String> names);

  /// The IP addresses of the machine that asks the hosts. A host with the connection `local` has them.
  List<String> here();

  /// The threads that read and judge. They may be used after all hosts were asked, too.
  Workers workers();

  /// The memory for results that are kept until the end of the run.
  SharedMemory kept();

  /// Whether the run was cancelled, or its deadline has passed.
  boolean over();

  /// Ends the run soon. Hosts that are not done become unreachable.
  void cancel();
}
