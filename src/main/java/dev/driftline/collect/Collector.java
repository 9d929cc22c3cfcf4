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

/// Asks many hosts at once, and hands over the answers of each host when that host is done.
///
/// Threads: the thread that calls [#collect] starts the hosts, each on its own virtual thread. The host's thread sends
/// the script and waits for the output. One of the [Workers] reads and judges the output. The calling thread then gives
/// the result to the consumer, and no other thread ever calls the consumer. While the consumer is slow, no host is
/// started.
///
/// Every host yields answers exactly once. That holds when its thread throws, and when the run is cancelled. If a
/// transport does not return, its host is given up five seconds after the host's time is over. A host's time counts
/// from its own start ([HostClock]). Once a host was handed over, nothing of it is kept here.
///
/// For one run only. [#cancel] may be called from any thread.
public final class Collector {

  /// How long a transport may take to return after the end of its host's time.
  private static final Duration GRACE = Duration.ofSeconds(5);

  /// How long running hosts may take to stop after a cancellation.
  private static final Duration CANCEL_GRACE = Duration.ofMillis(750);

  /// How many host times a host may wait for its share of memory. One would be too few: several hosts may be before it
  /// in the line, and each may hold a share for its whole time.
  private static final int PATIENCE = 3;

  private static final Duration FAR = Duration.ofDays(1);

  /// How many hosts are asked at once, for how long, and with how much memory.
  ///
  /// @param forks    how many hosts are asked at the same time
  /// @param hostTime how long one host may take, on its own clock
  /// @param run      when the whole run must be over; a host that was not started by then is not asked
  /// @param portions how the memory is shared out
  /// @param retries  how often a host that could not be reached is tried again, within its time
  public record Limits(
      int forks, Duration hostTime, Optional<Deadline> run, Portions portions, int retries) {

    private static final long USUAL_MEMORY = 512 * 1024 * 1024;
    private static final int USUAL_PROCESSORS = 2;

    public static final Limits DEFAULT = new Limits(50, Duration.ofSeconds(60), Optional.empty());

    /// Limits for a small machine.
    public Limits(int forks, Duration hostTime, Optional<Deadline> run) {
      this(forks, hostTime, run, Portions.of(USUAL_MEMORY, USUAL_PROCESSORS, forks));
    }

    /// Limits without a further try.
    public Limits(int forks, Duration hostTime, Optional<Deadline> run, Portions portions) {
      this(forks, hostTime, run, portions, 0);
    }

    public Limits {
      if (forks < 1) {
        throw new IllegalArgumentException("forks: " + forks);
      }
    }
  }

  /// A host that is being asked.
  private record Running(Interview interview, Thread thread, HostClock.Moment givenUp) {}

  /// A message to the collecting thread, which waits for them.
  private sealed interface Event {

    /// @param handOver gives the host's result to the consumer
    record Done(int number, Runnable handOver) implements Event {}

    record Lost(int number, Failed why) implements Event {}

    record Cancelled() implements Event {}
  }

  /// The steps that every host goes through.
  ///
  /// @param plans    gives the questions for a host
  /// @param work     makes the result of the host's answers, on a thread of the [Workers]
  /// @param consumer takes the result
  private record Job<T>(
      Function<Host, Plan> plans, BiFunction<HostAnswers, Budget, T> work, Consumer<T> consumer) {

    /// For a host that said nothing, or whose output is not read any more.
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

  /// The threads that read and judge. They may be used after all hosts were asked, too.
  public Workers workers() {
    return workers;
  }

  /// The memory for results that are kept until the end of the run.
  public SharedMemory kept() {
    return kept;
  }

  /// Asks all hosts. Returns when the last one was handed over. An interrupt of the calling thread cancels the run, and
  /// stays set.
  ///
  /// @param plans    gives the questions for a host, on the calling thread. If it throws, the run ends
  /// @param consumer called on the calling thread, once per host, in the order in which the hosts end
  public void collect(
      List<Host> hosts, Function<Host, Plan> plans, Consumer<HostAnswers> consumer) {
    collect(hosts, plans, (answers, _) -> answers, consumer);
  }

  /// The same, with work on each host's answers on the thread that has read them.
  ///
  /// @param work makes a result of a host's answers, within the host's budget. It runs on the thread that read them, or
  ///     on the calling thread for a host that said nothing. If it throws, that is a fault of this host only
  public <T> void collect(
      List<Host> hosts,
      Function<Host, Plan> plans,
      BiFunction<HostAnswers, Budget, T> work,
      Consumer<T> consumer) {
    Job<T> job = new Job<>(plans, work, consumer);
    Iterator<Host> waiting = hosts.iterator();
    try {
      while (waiting.hasNext() || !running.isEmpty()) {
        // fill the free forks
        while (waiting.hasNext() && running.size() < limits.forks() && !over()) {
          start(waiting.next(), job);
        }
        // the run is over: hosts that were not started are handed over as they are, one per turn
        if (over() && waiting.hasNext()) {
          Host host = waiting.next();
          job.handOver(interview(host, job), unstarted(host));
        } else if (!running.isEmpty()) {
          handle(next(), job);
        }
      }
    } finally {
      // only a run that threw has hosts left here
      running.values().forEach(host -> host.thread().interrupt());
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Ends the run soon. Hosts that are not done become unreachable, and hosts that were not started are not asked.
  public void cancel() {
    ending = true;
    events.add(new Event.Cancelled());
  }

  /// Why the run is over; empty while it goes on. Called from any thread.
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

  /// Asks one host, on the host's own thread, and tells the collecting thread how it ended.
  private <T> Event ask(int number, Interview interview, HostClock clock, Job<T> job) {
    Host host = interview.host();
    try (Room room = room(host, clock)) {
      Interview.Heard heard = interview.ask(transport, clock, room, new Retries(limits.retries()));
      // the host is done and waits for us, so its clock stands still from here
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

  /// A host behind a bastion does not wait for memory: see [Room].
  private Room room(Host host, HostClock clock) {
    boolean direct = host.connection().jumps().isEmpty();
    return new Room(
        limits.portions().receiving(),
        shared,
        clock,
        direct ? limits.hostTime().multipliedBy(PATIENCE) : Duration.ZERO,
        this::whyOver);
  }

  /// The next event, or empty when it is time to look at the deadlines.
  private Optional<Event> next() {
    // sleep until the first moment at which some host must be given up, or the run is over
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
    // a host that was given up is not running any more: what its thread says later is dropped
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

  /// Hands over the hosts whose transports should have returned by now, and forgets them. If the run was cancelled and
  /// its grace is over, these are all hosts.
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
