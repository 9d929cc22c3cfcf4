package dev.driftline.bench;

import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.probe.kit.Transcript;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What one host's answer costs: taking the streams apart, and reading the sections into rows.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReadingBenchmark {

  /// The probe that is asked.
  @Param({"fds", "packages", "processes"})
  public String probe = "fds";

  private Optional<Prepared> prepared = Optional.empty();

  private record Prepared(AskedMachine machine, Transcript transcript) {}

  @Setup
  public void ask() throws Exception {
    Map<String, String> parameters =
        probe.equals("fds") ? Map.of("descriptors", "0,1,2") : Map.of();
    AskedMachine machine = AskedMachine.ask(new Question(probe, parameters));
    prepared = Optional.of(new Prepared(machine, machine.transcript()));
  }

  /// The streams of the answer, taken apart.
  @Benchmark
  public Transcript frames() {
    return prepared.orElseThrow().machine().transcript();
  }

  /// Its sections, read.
  @Benchmark
  public Map<Question, Answer> reader() {
    Prepared ready = prepared.orElseThrow();
    return ready.machine().read(ready.transcript());
  }
}
