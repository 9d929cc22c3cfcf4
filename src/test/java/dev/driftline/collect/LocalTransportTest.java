package dev.driftline.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.local.LocalTransport;
import dev.driftline.model.HostAnswers.Noise;
import dev.driftline.model.Reason;
import dev.driftline.model.host.Become;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.Secret;
import dev.driftline.probe.kit.Capture;
import dev.driftline.probe.kit.Section;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocalTransportTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final String nonce = Script.nonce();

  @Test
  void aSectionThatHangsTakesTheDeadlineAndWhatCameBeforeIsKept() throws InterruptedException {
    Section fine = new Section("fine", "echo fine", 100);
    Section hangs = new Section("hangs", "echo $$; sleep 1000 & sleep 1000", 100);
    Section never = new Section("never", "echo never", 100);
    Frames frames = new Frames(List.of(fine, hangs, never), nonce);
    long start = System.nanoTime();
    Transport.Ending ending =
        run(LocalRun.host(), frames, Duration.ofMillis(1500), fine, hangs, never);

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(1500), Duration.ofSeconds(5));
    assertThat(ending)
        .isEqualTo(
            new Transport.Ending.Failed(
                Reason.TIMEOUT,
                "here: the script on this machine did not end in time",
                "Give it more time with --host-timeout, or see what hangs: driftline probe."));
    assertThat(capture(frames, fine)).isEqualTo(new Capture.Complete("fine\n", "", 0));
    assertThat(capture(frames, hangs)).isInstanceOf(Capture.Cut.class);
    assertThat(capture(frames, never)).isInstanceOf(Capture.Missing.class);
    long shell = Long.parseLong(((Capture.Cut) capture(frames, hangs)).stdout().strip());
    ProcessHandle.of(shell).ifPresent(left -> left.onExit().join());
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aHostThatSaysTooMuchIsEnded() throws InterruptedException {
    Section flood =
        new Section(
            "flood", "while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy; done", 100);
    Frames frames = new Frames(List.of(flood), nonce, 100_000);
    Transport.Ending ending = run(LocalRun.host(), frames, LONG, flood);

    assertThat(ending)
        .isEqualTo(
            new Transport.Ending.Failed(
                Reason.LIMIT,
                "here: the script on this machine said more than is taken",
                "Look at what this host answers: driftline probe."));
    assertThat(capture(frames, flood)).isInstanceOf(Capture.Cut.class);
  }

  @Test
  void aBackgroundChildThatHoldsTheStreamsDoesNotHoldUpTheAnswer() throws InterruptedException {
    Section child = new Section("child", "sleep 20 & echo $!", 100);
    Frames frames = new Frames(List.of(child), nonce);
    Transport.Ending ending = run(LocalRun.host(), frames, Duration.ofSeconds(15), child);

    assertThat(ending).isEqualTo(new Transport.Ending.Ended());
    Capture.Complete heard = (Capture.Complete) capture(frames, child);
    ProcessHandle.of(Long.parseLong(heard.stdout().strip()))
        .ifPresent(ProcessHandle::destroyForcibly);
    assertThat(frames.complete()).isTrue();
  }

  @Test
  void aShellThatIsNotThereIsSaid() throws InterruptedException {
    try (LocalTransport transport = new LocalTransport(List.of("/nowhere/sh", "-s"))) {
      Transport.Ending ending =
          transport.run(
              LocalRun.host(),
              () -> new byte[0],
              new Frames(List.of(), nonce),
              new HostClock(LONG));
      assertThat(ending)
          .isInstanceOfSatisfying(
              Transport.Ending.Failed.class,
              failed -> {
                assertThat(failed.reason()).isEqualTo(Reason.UNSUPPORTED);
                assertThat(failed.detail())
                    .startsWith("here: /nowhere/sh cannot be started on this machine: ");
              });
    }
  }

  @Test
  void whatIsPrintedBeforeTheScriptIsNoise() throws InterruptedException {
    Section fine = new Section("fine", "echo fine", 100);
    Frames frames = new Frames(List.of(fine), nonce);
    try (LocalTransport transport =
        new LocalTransport(
            List.of("/bin/sh", "-c", "printf hello; echo warning >&2; exec /bin/sh -s"))) {
      transport.run(
          LocalRun.host(),
          () -> new Script(List.of(fine)).bytes(nonce),
          frames,
          new HostClock(LONG));
    }

    assertThat(frames.noise()).contains(new Noise("hello", "warning\n"));
    assertThat(capture(frames, fine)).isEqualTo(new Capture.Complete("fine\n", "", 0));
  }

  @Test
  void aPasswordIsNotTakenOnThisMachine() throws InterruptedException {
    Section fine = new Section("fine", "echo fine", 100);
    Become become = new Become(Become.Method.SUDO, "nobody-here", Optional.of(new Secret("x")));
    Transport.Ending ending = run(becoming(become), new Frames(List.of(fine), nonce), LONG, fine);

    assertThat(ending)
        .isEqualTo(
            new Transport.Ending.Failed(
                Reason.PRIVILEGE,
                "here: becoming nobody-here with a password is not done on this machine",
                "Run driftline as nobody-here, or allow sudo without a password."));
  }

  @Test
  void whoeverRunsDriftlineNeedNotBecomeHimself() throws InterruptedException {
    Section fine = new Section("fine", "echo fine", 100);
    Frames frames = new Frames(List.of(fine), nonce);
    Become myself =
        new Become(Become.Method.DOAS, System.getProperty("user.name"), Optional.empty());
    Transport.Ending ending = run(becoming(myself), frames, LONG, fine);

    assertThat(ending).isEqualTo(new Transport.Ending.Ended());
    assertThat(capture(frames, fine)).isEqualTo(new Capture.Complete("fine\n", "", 0));
  }

  @Test
  void atMostOnePointThreeTimesThePayloadGoesOverTheWire() throws InterruptedException {
    for (int bytes : List.of(500, 4_000, 40_000)) {
      Section zeros = new Section("zeros", "head -c %d /dev/zero".formatted(bytes), bytes);
      Section again = new Section("again", "head -c %d /dev/zero >&2".formatted(bytes), bytes);
      Frames frames = new Frames(List.of(zeros, again), nonce);
      Counted counted = new Counted(frames, new AtomicLong());
      try (LocalTransport transport = new LocalTransport()) {
        byte[] script = new Script(List.of(zeros, again)).bytes(nonce);
        transport.run(LocalRun.host(), () -> script, counted, new HostClock(LONG));
      }

      String payload = "\0".repeat(bytes);
      assertThat(capture(frames, zeros)).isEqualTo(new Capture.Complete(payload, "", 0));
      assertThat(capture(frames, again)).isEqualTo(new Capture.Complete("", payload, 0));
      assertThat(counted.bytes().get()).isBetween(2L * bytes, (long) (2 * bytes * 1.3));
    }
  }

  /// Counts what goes over the wire.
  private record Counted(Frames frames, AtomicLong bytes) implements Transport.Streams {

    @Override
    public void stdout(byte[] piece, int offset, int length) {
      bytes.addAndGet(length);
      frames.stdout(piece, offset, length);
    }

    @Override
    public void stderr(byte[] piece, int offset, int length) {
      bytes.addAndGet(length);
      frames.stderr(piece, offset, length);
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

  private static Host becoming(Become become) {
    Connection plain = LocalRun.host().connection();
    return new Host(
        "here",
        new Connection(
            plain.method(),
            plain.address(),
            plain.port(),
            plain.login(),
            Optional.of(become),
            plain.jumps(),
            plain.knownHosts()));
  }

  private Transport.Ending run(Host host, Frames frames, Duration time, Section... sections)
      throws InterruptedException {
    try (LocalTransport transport = new LocalTransport()) {
      return transport.run(
          host, () -> new Script(List.of(sections)).bytes(nonce), frames, new HostClock(time));
    }
  }

  private static Capture capture(Frames frames, Section section) {
    return frames.transcript(Reason.TIMEOUT, "late").capture(section);
  }
}
