package dev.driftline.collect;

import dev.driftline.collect.Transport.Ending;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.HostAnswers.Noise;
import dev.driftline.model.Outcome;
import dev.driftline.model.Outcome.Answered;
import dev.driftline.model.Outcome.Unreachable;
import dev.driftline.model.Reason;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.LimitReached;
import dev.driftline.model.host.Host;
import dev.driftline.probe.kit.Capture.Missing;
import dev.driftline.probe.kit.Transcript;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Asks one host: sends the script, takes its output, and reads that into answers.
///
/// @param started when the host was begun, on the monotonic clock of [System#nanoTime]
record Interview(Host host, Plan plan, long started) {

  static Interview begin(Host host, Plan plan) {
    return new Interview(host, plan, System.nanoTime());
  }

  /// The output of a host before it is read.
  ///
  /// @param elapsed         from the start of the connection to its end
  /// @param verifiedAddress see [HostAnswers]
  record Heard(Frames frames, Outcome outcome, Duration elapsed, Optional<String> verifiedAddress) {

    /// The same, and a host that was not reached says how often it was tried.
    Heard tried(int times) {
      Outcome told =
          outcome instanceof Unreachable(Reason reason, String detail, String hint)
              ? new Unreachable(reason, "%s (tried %d times)".formatted(detail, times), hint)
              : outcome;
      return new Heard(frames, told, elapsed, verifiedAddress);
    }
  }

  /// Runs the script on the host. Sections that were complete before a failure are kept, whatever the failure is.
  ///
  /// @param room    the memory for the host's output
  /// @param retries how often a host that could not be reached is tried again
  Heard ask(Transport transport, HostClock clock, Room room, Retries retries) {
    Heard heard = ask(transport, clock, room);
    int tries = 1;
    try {
      while (retries.again(heard, tries, clock)) {
        tries++;
        heard = ask(transport, clock, room);
      }
    } catch (InterruptedException _) {
      heard =
          new Heard(
              heard.frames(),
              outcome(heard.frames(), LostHost.ended(host)),
              elapsed(),
              Optional.empty());
    }
    return tries == 1 ? heard : heard.tried(tries);
  }

  private Heard ask(Transport transport, HostClock clock, Room room) {
    String nonce = Script.nonce();
    Frames frames = new Frames(plan.script().sections(), nonce, room);
    Ending ending;
    try {
      ending = transport.run(host, () -> plan.script().bytes(nonce), frames, clock);
    } catch (InterruptedException _) {
      ending = LostHost.ended(host);
    } catch (RuntimeException | Error e) {
      ending = LostHost.fault(host, e);
    }
    return new Heard(frames, outcome(frames, ending), elapsed(), ending.verifiedAddress());
  }

  /// The answers of a host that was not asked, or was given up: each is unknown.
  HostAnswers unasked(Ending.Failed failed) {
    Unreachable outcome = new Unreachable(failed.reason(), failed.detail(), failed.hint());
    Transcript nothing = new Transcript(Map.of(), new Missing(failed.reason(), failed.detail()));
    return new HostAnswers(host, outcome, plan.read(nothing), Optional.empty(), elapsed());
  }

  /// Reads the output into answers.
  ///
  /// @throws LimitReached if the texts alone are more than `budget` allows
  HostAnswers read(Heard heard, Budget budget) {
    Transcript transcript =
        switch (heard.outcome()) {
          case Answered() ->
              heard.frames().transcript(Reason.INTERNAL, "not part of the script", budget);
          case Unreachable(Reason reason, String detail, String _) ->
              heard.frames().transcript(reason, detail, budget);
        };
    return new HostAnswers(
        host,
        heard.outcome(),
        plan.read(transcript),
        heard.frames().noise(),
        heard.elapsed(),
        heard.verifiedAddress());
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  /// The first cause that applies stands in the report. A complete answer counts, however the connection ended.
  private Outcome outcome(Frames frames, Ending ending) {
    if (frames.complete()) {
      return new Answered();
    }
    if (frames.violation().isPresent()) {
      return new Unreachable(
          Reason.PROTOCOL,
          host + ": the answer is not to be trusted: " + frames.violation().get(),
          "Look at what this account's start files run: something repeats or changes what the script says.");
    }
    if (frames.tooMuch()) {
      return new Unreachable(
          Reason.LIMIT,
          host + ": the host said more than %d bytes".formatted(Frames.HOST_BYTES),
          "Ask it less at once (--check), or see what it says: driftline probe.");
    }
    if (frames.crowded()) {
      return new Unreachable(
          Reason.LIMIT,
          host + ": " + Frames.CROWDED,
          "Ask fewer hosts at once (--forks), or give this program more memory (DRIFTLINE_JAVA_OPTS=-Xmx2g).");
    }
    return switch (ending) {
      case Ending.Failed(Reason reason, String detail, String hint, _) ->
          new Unreachable(reason, detail, hint);
      case Ending.Ended _ -> frames.started() ? truncated(frames) : notStarted(frames);
    };
  }

  private Unreachable truncated(Frames frames) {
    int begun = frames.begun();
    String where =
        begun == 0
            ? "before its first section"
            : "in section %d of %d (%s)"
                .formatted(
                    begun,
                    plan.script().sections().size(),
                    plan.script().sections().get(begun - 1).name());
    return new Unreachable(
        Reason.TRUNCATED,
        host + ": the script ended " + where,
        "See whether something on the host ends its shells: memory limits, a watchdog, a restart.");
  }

  private Unreachable notStarted(Frames frames) {
    if (frames.unsuitableShell().isPresent()) {
      return new Unreachable(
          Reason.UNSUPPORTED,
          "%s: its /bin/sh is %s, which does not run the script as it should"
              .formatted(host, frames.unsuitableShell().get()),
          "Let /bin/sh be dash, bash, busybox or mksh there.");
    }
    Optional<LoginTrouble> known =
        frames.noise().flatMap(noise -> LoginTrouble.of(noise.stderr() + "\n" + noise.stdout()));
    String said = frames.noise().flatMap(Interview::firstLine).map(line -> ": " + line).orElse("");
    if (known.isPresent()) {
      LoginTrouble trouble = known.get();
      return new Unreachable(
          trouble.reason(), host + ": " + trouble.words() + said, trouble.hint());
    }
    if (host.connection().become().isPresent()) {
      String user = host.connection().become().get().user();
      return new Unreachable(
          Reason.PRIVILEGE,
          host + ": no shell was started as " + user + said,
          "Allow the login user to run /bin/sh as %s without a prompt, or give the password."
              .formatted(user));
    }
    return new Unreachable(
        Reason.UNSUPPORTED,
        host + ": the login ended without running the script" + said,
        "Give the account a login shell that runs commands, and the host a /bin/sh that reads a script from its"
            + " stdin. If the key is bound to a command (command= in authorized_keys, ForceCommand), use"
            + " another.");
  }

  private static Optional<String> firstLine(Noise noise) {
    return Stream.of(noise.stderr(), noise.stdout())
        .flatMap(String::lines)
        .filter(line -> !line.isBlank())
        .map(LostHost::shortened)
        .findFirst();
  }
}
