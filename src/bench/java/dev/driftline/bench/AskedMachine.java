package dev.driftline.bench;

import dev.driftline.collect.Frames;
import dev.driftline.collect.HostClock;
import dev.driftline.collect.LocalRun;
import dev.driftline.collect.local.LocalTransport;
import dev.driftline.collect.Plan;
import dev.driftline.collect.Script;
import dev.driftline.collect.Transport;
import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.probe.kit.Transcript;
import dev.driftline.run.Catalog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What this machine, brought to at least 500 processes, said to a question: as it arrived, to be taken apart again.
///
/// @param nonce of the script that was run
/// @param said  in order, on both streams
record AskedMachine(Plan plan, String nonce, List<Piece> said) {

  private static final int PROCESSES = 500;

  /// What one read brought, and on which stream.
  static final class Piece {
    private final boolean onStderr;
    private final byte[] bytes;

    Piece(boolean onStderr, byte[] bytes) {
      this.onStderr = onStderr;
      this.bytes = bytes;
    }

    void feed(Frames frames) {
      if (onStderr) {
        frames.stderr(bytes, 0, bytes.length);
      } else {
        frames.stdout(bytes, 0, bytes.length);
      }
    }
  }

  static AskedMachine ask(Question question) throws Exception {
    Plan plan = new Plan(List.of(question), Catalog.probes());
    String nonce = Script.nonce();
    List<Process> idle = fill();
    try (LocalTransport transport = new LocalTransport()) {
      Frames frames = new Frames(plan.script().sections(), nonce);
      Recorder recorder = new Recorder(frames, new ArrayList<>());
      HostClock clock = new HostClock(Duration.ofMinutes(1));
      transport.run(LocalRun.host(), () -> plan.script().bytes(nonce), recorder, clock);
      if (!frames.complete()) {
        throw new IllegalStateException("this machine did not answer " + question);
      }
      return new AskedMachine(plan, nonce, List.copyOf(recorder.pieces()));
    } finally {
      idle.forEach(Process::destroy);
    }
  }

  private static List<Process> fill() throws Exception {
    List<Process> idle = new ArrayList<>();
    try (Stream<ProcessHandle> running = ProcessHandle.allProcesses()) {
      for (long count = running.count(); count < PROCESSES; count++) {
        idle.add(new ProcessBuilder("sleep", "600").start());
      }
    }
    return idle;
  }

  /// Takes apart what was said.
  Transcript transcript() {
    Frames frames = new Frames(plan.script().sections(), nonce);
    said.forEach(piece -> piece.feed(frames));
    return frames.transcript(Reason.TRUNCATED, "not all was said");
  }

  Map<Question, Answer> read(Transcript transcript) {
    return plan.read(transcript);
  }

  private record Recorder(Frames frames, List<Piece> pieces) implements Transport.Streams {

    @Override
    public synchronized void stdout(byte[] bytes, int offset, int length) {
      pieces.add(piece(false, bytes, offset, length));
      frames.stdout(bytes, offset, length);
    }

    @Override
    public synchronized void stderr(byte[] bytes, int offset, int length) {
      pieces.add(piece(true, bytes, offset, length));
      frames.stderr(bytes, offset, length);
    }

    private static Piece piece(boolean onStderr, byte[] bytes, int offset, int length) {
      return new Piece(onStderr, Arrays.copyOfRange(bytes, offset, offset + length));
    }

    @Override
    public boolean complete() {
      return frames.complete();
    }

    @Override
    public boolean overflowed() {
      return frames.overflowed();
    }
  }
}
