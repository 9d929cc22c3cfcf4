package dev.driftline.collect;

import dev.driftline.collect.local.LocalTransport;
import dev.driftline.model.Reason;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.Login;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.probe.kit.Probe;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.Transcript;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts a probe's question to this machine, exactly as the product does: script, marks, frames, reader.
///
/// ```java
/// Answer answer = LocalRun.answer(new HostProbe(), new Question("host"));
/// Answer inBusybox = LocalRun.in("busybox", "sh", "-s").ask(probe, question);
/// Transcript recording = LocalRun.transcript(probe, question);
/// ```
/// The script runs as the user who runs the tests; another one by a command that changes the user first, such as
/// `LocalRun.in("setpriv", "--reuid=65534", "--clear-groups", "/bin/sh", "-s")`.
public record LocalRun(List<String> shell, Duration time) {

  private static final Duration TIME = Duration.ofSeconds(60);

  /// A run that may take as long as a test may.
  public LocalRun(List<String> shell) {
    this(shell, TIME);
  }

  /// A run in another shell than `/bin/sh`.
  ///
  /// @param shell a command that reads a script from its stdin
  public static LocalRun in(String... shell) {
    return new LocalRun(List.of(shell));
  }

  /// The answer of this machine, asked with `/bin/sh`.
  public static Answer answer(Probe probe, Question question) {
    return in("/bin/sh", "-s").ask(probe, question);
  }

  /// What this machine said, asked with `/bin/sh`.
  public static Transcript transcript(Probe probe, Question question) {
    return in("/bin/sh", "-s").record(probe, question);
  }

  public Answer ask(Probe probe, Question question) {
    return probe.read(question, record(probe, question));
  }

  /// The answers to all of `questions`, asked with one script.
  public Map<Question, Answer> ask(Collection<Question> questions, Map<String, Probe> probes) {
    Plan plan = new Plan(questions, probes);
    return plan.read(record(plan.script()));
  }

  public Transcript record(Probe probe, Question question) {
    return record(List.copyOf(new LinkedHashSet<>(probe.sections(question))));
  }

  public Transcript record(List<Section> sections) {
    return record(new Script(sections));
  }

  /// The transport of these runs, for what runs a whole check.
  public Transport transport() {
    return new LocalTransport(shell);
  }

  private Transcript record(Script script) {
    String nonce = Script.nonce();
    Frames frames = new Frames(script.sections(), nonce);
    try (LocalTransport transport = new LocalTransport(shell)) {
      Transport.Ending ending =
          transport.run(host(), () -> script.bytes(nonce), frames, new HostClock(time));
      return transcript(frames, ending);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What was said until the script ended, in whichever way.
  public static Transcript transcript(Frames frames, Transport.Ending ending) {
    return switch (ending) {
      case Transport.Ending.Ended _ ->
          frames.transcript(Reason.TRUNCATED, "the script ended before its last mark");
      case Transport.Ending.Failed failed -> frames.transcript(failed.reason(), failed.detail());
    };
  }

  /// This machine, as an inventory would name it.
  public static Host host() {
    return new Host(
        "here",
        new Connection(
            Connection.Method.LOCAL,
            "",
            22,
            new Login("", Optional.empty(), Optional.empty()),
            Optional.empty(),
            List.of(),
            List.of()));
  }
}
