package dev.driftline.collect;

import dev.driftline.collect.Transport.Ending.Failed;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.host.Host;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/// Asks many hosts at once, and hands over each host's answers as they come.
///
/// The thread that calls [#collect] starts the hosts, each on a virtual thread of its own, and is the only one that
/// calls the consumer; while the consumer is slow, no host is started. Every host yields answers exactly once,
/// also when its thread throws, when the run is cancelled, or when a transport does not return: then it is given up
/// a few seconds after its time is over. A host's time counts from its own start ([HostClock]). Nothing is kept of a host that was
/// handed over. For one run only; [#cancel] may be called from any thread.
public final class Collector {

  /// How long after the end of its host's time a transport may take to return.
  private static final Duration GRACE = Duration.ofSeconds(5);

  /// How long the hosts that are being asked may take to stop after a cancellation.
  private static final Duration CANCEL_GRACE = Duration.ofMillis(750);

  private static final Duration FAR = Duration.ofDays(1);

  /// How much at once, and for how long.
  ///
  /// @param forks    how many hosts are asked at the same time
  /// @param hostTime for one host, on its own clock
  /// @param run      when the whole run must be over; hosts not started by then are not asked
  public record Limits(int forks, Duration hostTime, Optional<Deadline> run) {

    public static final Limits DEFAULT = new Limits(50, Duration.ofSeconds(60), Optional.empty());

    public Limits {
      if (forks < 1) {
        throw new IllegalArgumentException("forks: " + forks);
      }
    }
  }

  /// A host that is being asked.
  private record Running(Interview interview, Thread thread, HostClock.Moment givenUp) {}

  /// Something that the collecting thread waits for.
  private sealed interface Event {
    record Done(int number, HostAnswers answers) implements Event {}

    record Cancelled() implements Event {}
  }

  private final Transport transport;
  private final Limits limits;
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Map<Integer, Running> running = new HashMap<>();
  private Optional<Deadline> cancelled = Optional.empty();
  private boolean interrupted;
  private int started;

  public Collector(Transport transport, Limits limits) {
    this.transport = transport;
    this.limits = limits;
  }

  /// Asks all hosts and returns when the last one was handed over. An interrupt of the calling thread cancels the
  /// run and stays set.
  ///
  /// @param plans    what each host is asked; called on the calling thread; what it throws ends the run
  /// @param consumer called on the calling thread, once for each host, in the order in which they end
  public void collect(
      List<Host> hosts, Function<Host, Plan> plans, Consumer<HostAnswers> consumer) {
    Iterator<Host> waiting = hosts.iterator();
    try {
      while (waiting.hasNext() || !running.isEmpty()) {
        while (waiting.hasNext() && running.size() < limits.forks() && !over()) {
          start(waiting.next(), plans, consumer);
        }
        if (over() && waiting.hasNext()) {
          Host host = waiting.next();
          consumer.accept(interview(host, plans).unasked(unstarted(host)));
        } else if (!running.isEmpty()) {
          handle(next(), consumer);
        }
      }
    } finally {
      running.values().forEach(host -> host.thread().interrupt());
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Ends the run soon: hosts that are not done become unreachable, those not started are not asked.
  public void cancel() {
    events.add(new Event.Cancelled());
  }

  private boolean over() {
    return cancelled.isPresent() || limits.run().map(Deadline::passed).orElse(false);
  }

  private Failed unstarted(Host host) {
    return cancelled.isPresent() ? Failure.ended(host) : Failure.notStarted(host);
  }

  private Interview interview(Host host, Function<Host, Plan> plans) {
    return Interview.begin(host, plans.apply(host));
  }

  private void start(Host host, Function<Host, Plan> plans, Consumer<HostAnswers> consumer) {
    Interview interview = interview(host, plans);
    HostClock clock = new HostClock(limits.hostTime(), limits.run());
    int number = started++;
    Thread thread =
        Thread.ofVirtual().name("host-" + host).unstarted(() -> work(number, interview, clock));
    try {
      thread.start();
    } catch (RuntimeException | Error e) {
      consumer.accept(interview.unasked(Failure.fault(host, e)));
      return;
    }
    running.put(number, new Running(interview, thread, clock.end(GRACE)));
  }

  private void work(int number, Interview interview, HostClock clock) {
    HostAnswers answers;
    try {
      answers = interview.ask(transport, clock);
    } catch (RuntimeException | Error e) {
      answers = interview.unasked(Failure.fault(interview.host(), e));
    }
    events.add(new Event.Done(number, answers));
  }

  /// The next event, or nothing when it is time to look at the deadlines.
  private Optional<Event> next() {
    Deadline nearest = cancelled.orElse(Deadline.in(FAR));
    for (Running host : running.values()) {
      nearest = nearest.or(Deadline.in(host.givenUp().nextLook()));
    }
    if (cancelled.isEmpty() && limits.run().isPresent() && !limits.run().get().passed()) {
      nearest = nearest.or(limits.run().get());
    }
    try {
      return Optional.ofNullable(events.poll(nearest.left().toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException _) {
      interrupted = true;
      return Optional.of(new Event.Cancelled());
    }
  }

  private void handle(Optional<Event> event, Consumer<HostAnswers> consumer) {
    if (event.isEmpty()) {
      giveUp(consumer);
      return;
    }
    switch (event.get()) {
      case Event.Done(int number, HostAnswers answers) -> {
        if (running.remove(number) != null) {
          consumer.accept(answers);
        }
      }
      case Event.Cancelled() -> {
        if (cancelled.isEmpty()) {
          cancelled = Optional.of(Deadline.in(CANCEL_GRACE));
          running.values().forEach(host -> host.thread().interrupt());
        }
      }
    }
  }

  /// Hands over the hosts whose transports should have returned by now, and forgets them.
  private void giveUp(Consumer<HostAnswers> consumer) {
    boolean all = cancelled.map(Deadline::passed).orElse(false);
    for (int number : List.copyOf(running.keySet())) {
      Running host = running.get(number);
      if (host != null && (all || host.givenUp().passed())) {
        running.remove(number);
        host.thread().interrupt();
        Host lost = host.interview().host();
        consumer.accept(
            host.interview().unasked(all ? Failure.ended(lost) : Failure.overdue(lost)));
      }
    }
  }
}
