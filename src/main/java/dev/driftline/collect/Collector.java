package dev.driftline.collect;

import dev.driftline.collect.Transport.Ending.Failed;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Reason;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.budget.LimitReached;
import dev.driftline.model.budget.Portions;
import dev.driftline.model.budget.SharedMemory;
import dev.driftline.model.host.Host;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
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

  /// For its share of memory a host waits longer than a host that holds one can: several may be before it.
  private static final int PATIENCE = 3;

  private static final Duration FAR = Duration.ofDays(1);

  /// How much at once, and for how long.
  ///
  /// @param forks    how many hosts are asked at the same time
  /// @param hostTime for one host, on its own clock
  /// @param run      when the whole run must be over; hosts not started by then are not asked
  /// @param portions of memory
  public record Limits(int forks, Duration hostTime, Optional<Deadline> run, Portions portions) {

    private static final long USUAL_MEMORY = 512 * 1024 * 1024;
    private static final int USUAL_PROCESSORS = 2;

    public static final Limits DEFAULT = new Limits(50, Duration.ofSeconds(60), Optional.empty());

    /// With the portions of a small machine.
    public Limits(int forks, Duration hostTime, Optional<Deadline> run) {
      this(forks, hostTime, run, Portions.of(USUAL_MEMORY, USUAL_PROCESSORS, forks));
    }

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

    /// @param handOver gives what the host came to to the consumer
    record Done(int number, Runnable handOver) implements Event {}

    record Lost(int number, Failed why) implements Event {}

    record Cancelled() implements Event {}
  }

  /// What is made of each host.
  ///
  /// @param plans    what it is asked
  /// @param work     what is made of its answers, on a thread of the [Workers]
  /// @param consumer who gets that
  private record Job<T>(
      Function<Host, Plan> plans, BiFunction<HostAnswers, Budget, T> work, Consumer<T> consumer) {

    /// Of a host that said nothing, or nothing that is read any more.
    void handOver(Interview interview, Failed why) {
      consumer.accept(work.apply(interview.unasked(why), Budget.unlimited()));
    }
  }

  private final Transport transport;
  private final Limits limits;
  private final SharedMemory shared;
  private final SharedMemory kept;
  private final Workers workers;
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Map<Integer, Running> running = new HashMap<>();
  private Optional<Deadline> cancelled = Optional.empty();
  private volatile boolean ending;
  private boolean interrupted;
  private int started;

  public Collector(Transport transport, Limits limits) {
    this.transport = transport;
    this.limits = limits;
    this.shared = new SharedMemory(limits.portions().shared());
    this.kept = new SharedMemory(limits.portions().kept());
    this.workers =
        new Workers(limits.portions().workers(), limits.portions().working(), this::whyOver);
  }

  /// Who reads and judges, also after all hosts were asked.
  public Workers workers() {
    return workers;
  }

  /// The memory for what is kept of hosts after they were handed over.
  public SharedMemory kept() {
    return kept;
  }

  /// Asks all hosts and returns when the last one was handed over. An interrupt of the calling thread cancels the
  /// run and stays set.
  ///
  /// @param plans    what each host is asked; called on the calling thread; what it throws ends the run
  /// @param consumer called on the calling thread, once for each host, in the order in which they end
  public void collect(
      List<Host> hosts, Function<Host, Plan> plans, Consumer<HostAnswers> consumer) {
    collect(hosts, plans, (answers, _) -> answers, consumer);
  }

  /// The same, with some work on each host's answers where they are read.
  ///
  /// @param work makes of a host's answers what is handed over, within the host's budget; called on the thread that
  ///     read them, or on the calling thread for a host that said nothing; what it throws is a fault of that host
  public <T> void collect(
      List<Host> hosts,
      Function<Host, Plan> plans,
      BiFunction<HostAnswers, Budget, T> work,
      Consumer<T> consumer) {
    Job<T> job = new Job<>(plans, work, consumer);
    Iterator<Host> waiting = hosts.iterator();
    try {
      while (waiting.hasNext() || !running.isEmpty()) {
        while (waiting.hasNext() && running.size() < limits.forks() && !over()) {
          start(waiting.next(), job);
        }
        if (over() && waiting.hasNext()) {
          Host host = waiting.next();
          job.handOver(interview(host, job), unstarted(host));
        } else if (!running.isEmpty()) {
          handle(next(), job);
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
    ending = true;
    events.add(new Event.Cancelled());
  }

  /// Why what is not read or judged by now is not. Called from any thread.
  private Optional<LimitReached> whyOver() {
    if (ending) {
      return Optional.of(new LimitReached(Reason.NO_RUNNER, "the run was ended before that"));
    }
    return limits
        .run()
        .filter(Deadline::passed)
        .map(_ -> new LimitReached(Reason.TIMEOUT, "the deadline of the run came first"));
  }

  private boolean over() {
    return cancelled.isPresent() || limits.run().map(Deadline::passed).orElse(false);
  }

  private Failed unstarted(Host host) {
    return cancelled.isPresent() ? LostHost.ended(host) : LostHost.notStarted(host);
  }

  private static Interview interview(Host host, Job<?> job) {
    return Interview.begin(host, job.plans().apply(host));
  }

  private void start(Host host, Job<?> job) {
    Interview interview = interview(host, job);
    HostClock clock = new HostClock(limits.hostTime(), limits.run());
    int number = started++;
    Thread thread =
        Thread.ofVirtual()
            .name("host-" + host)
            .unstarted(() -> events.add(ask(number, interview, clock, job)));
    try {
      thread.start();
    } catch (RuntimeException | Error e) {
      job.handOver(interview, LostHost.fault(host, e));
      return;
    }
    running.put(number, new Running(interview, thread, clock.end(GRACE)));
  }

  /// On the host's own thread, whose clock stands still once the host was heard: from then on it waits for us.
  private <T> Event ask(int number, Interview interview, HostClock clock, Job<T> job) {
    Host host = interview.host();
    try (Room room = room(host, clock)) {
      Interview.Heard heard = interview.ask(transport, clock, room);
      try (HostClock.Pause _ = clock.pause()) {
        Budget budget = workers.budget();
        T made =
            workers
                .begin(budget, () -> job.work().apply(interview.read(heard, budget), budget))
                .await();
        return new Event.Done(number, () -> job.consumer().accept(made));
      }
    } catch (LimitReached e) {
      return new Event.Lost(number, LostHost.unread(host, e));
    } catch (RuntimeException | Error e) {
      return new Event.Lost(number, LostHost.fault(host, e));
    }
  }

  private Room room(Host host, HostClock clock) {
    boolean direct = host.connection().jumps().isEmpty();
    return new Room(
        limits.portions().receiving(),
        shared,
        clock,
        direct ? limits.hostTime().multipliedBy(PATIENCE) : Duration.ZERO,
        this::whyOver);
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

  private void handle(Optional<Event> event, Job<?> job) {
    if (event.isEmpty()) {
      giveUp(job);
      return;
    }
    switch (event.get()) {
      case Event.Done(int number, Runnable handOver) -> {
        if (running.remove(number) != null) {
          handOver.run();
        }
      }
      case Event.Lost(int number, Failed why) -> {
        Running host = running.remove(number);
        if (host != null) {
          job.handOver(host.interview(), why);
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
  private void giveUp(Job<?> job) {
    boolean all = cancelled.map(Deadline::passed).orElse(false);
    for (int number : List.copyOf(running.keySet())) {
      Running host = running.get(number);
      if (host != null && (all || host.givenUp().passed())) {
        running.remove(number);
        host.thread().interrupt();
        Host lost = host.interview().host();
        job.handOver(host.interview(), all ? LostHost.ended(lost) : LostHost.overdue(lost));
      }
    }
  }
}
