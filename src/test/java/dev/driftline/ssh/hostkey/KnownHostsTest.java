package dev.driftline.ssh.hostkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What lines of known_hosts mean, sshd(8), SSH_KNOWN_HOSTS FILE FORMAT.
class KnownHostsTest {

  private static final PublicKey KEY = key("A");
  private static final PublicKey OTHER = key("B");
  private static final HostKeyVerdict KNOWN = new HostKeyVerdict.Known();
  private static final HostKeyVerdict UNKNOWN = new HostKeyVerdict.Unknown();

  @TempDir Path directory;

  private static PublicKey key(String filler) {
    byte[] blob = Base64.getDecoder().decode("AAAAC3NzaC1lZDI1NTE5AAAAI" + filler.repeat(43));
    return PublicKey.of(blob).orElseThrow();
  }

  private static String line(String hosts) {
    return line(hosts, KEY);
  }

  private static String line(String hosts, PublicKey key) {
    return hosts + " " + key.type() + " " + key.base64();
  }

  private Path file() {
    return directory.resolve("known_hosts");
  }

  private KnownHosts read(String text) throws Exception {
    return KnownHosts.read(List.of(Files.writeString(file(), text)));
  }

  @Test
  void matchesWildcards() throws Exception {
    KnownHosts known = read(line("*.example.com,db?") + "\n");

    assertThat(known.check("app1.example.com", 22, KEY)).isEqualTo(KNOWN);
    assertThat(known.check("APP1.Example.COM", 22, KEY)).isEqualTo(KNOWN);
    assertThat(known.check("db7", 22, KEY)).isEqualTo(KNOWN);
    assertThat(known.check("db", 22, KEY)).isEqualTo(UNKNOWN);
    assertThat(known.check("example.com", 22, KEY)).isEqualTo(UNKNOWN);
    assertThat(known.check("app1.example.com.evil.net", 22, KEY)).isEqualTo(UNKNOWN);
  }

  @Test
  void letsANegationWinWhereverItStands() throws Exception {
    for (String hosts : List.of("*.example.com,!bad.example.com", "!bad.*,*.example.com")) {
      KnownHosts known = read(line(hosts) + "\n");

      assertThat(known.check("app1.example.com", 22, KEY)).isEqualTo(KNOWN);
      assertThat(known.check("bad.example.com", 22, KEY)).isEqualTo(UNKNOWN);
    }
  }

  @Test
  void matchesNothingByANegationAlone() throws Exception {
    assertThat(read(line("!bad") + "\n").check("good", 22, KEY)).isEqualTo(UNKNOWN);
  }

  @Test
  void tellsPortsApart() throws Exception {
    KnownHosts known = read(line("[app1]:2222") + "\n");

    assertThat(known.check("app1", 2222, KEY)).isEqualTo(KNOWN);
    assertThat(known.check("app1", 22, KEY)).isEqualTo(UNKNOWN);
    assertThat(known.check("app1", 2223, KEY)).isEqualTo(UNKNOWN);
  }

  @Test
  void knowsAHostOnAnotherPortByItsBareNameAndTheSameKeyOnly() throws Exception {
    KnownHosts known = read(line("app1") + "\n");

    assertThat(known.check("app1", 2222, KEY)).isEqualTo(KNOWN);
    assertThat(known.check("app1", 2222, OTHER)).isEqualTo(UNKNOWN);
  }

  @Test
  void saysWhereAnotherKeyIsHeld() throws Exception {
    assertThat(read("# mine\n\n" + line("app*") + "\n").check("app1", 22, OTHER))
        .isEqualTo(
            new HostKeyVerdict.Changed(
                List.of(KEY + " (" + file() + ":3)"), List.of("ssh-ed25519")));
  }

  @Test
  void readsLinesThatEndAsOnWindowsAfterAByteOrderMark() throws Exception {
    KnownHosts known = read("\ufeff" + line("app1") + "\r\n\r\n" + line("app2") + "\r\n");

    assertThat(known.check("app1", 22, KEY)).isEqualTo(KNOWN);
    assertThat(known.check("app2", 22, KEY)).isEqualTo(KNOWN);
    assertThat(known.warnings()).isEmpty();
  }

  @Test
  void readsALastLineWithoutAnEndAndComments() throws Exception {
    KnownHosts known = read("  # one\n\t" + line("app1") + " root@app1 since 2020");

    assertThat(known.check("app1", 22, KEY)).isEqualTo(KNOWN);
    assertThat(known.warnings()).isEmpty();
  }

  @Test
  void takesNoAuthorityForAHostKey() throws Exception {
    KnownHosts known = read("@cert-authority *.example.com,!bad.* " + line("").strip() + "\n");

    assertThat(known.check("app1.example.com", 22, KEY)).isEqualTo(UNKNOWN);
    assertThat(known.authorities("app1.example.com", 22)).containsExactly(KEY);
    assertThat(known.authorities("app1.example.com", 2222)).containsExactly(KEY);
    assertThat(known.authorities("bad.example.com", 22)).isEmpty();
    assertThat(known.authorities("bad.example.com", 2222)).isEmpty();
  }

  @Test
  void saysWhichLinesItCannotUnderstandAndUsesTheOthers() throws Exception {
    KnownHosts known =
        read(
            String.join(
                "\n",
                line("app1"),
                "app2",
                "app3 ssh-ed25519 %%%",
                "app4 ssh-rsa " + KEY.base64(),
                "@trusted " + line("app5"),
                "|1|c2FsdA==|c2hvcnQ= " + line("").strip(),
                "@revoked app6",
                "x".repeat(17_000),
                line("app9")));

    assertThat(known.warnings())
        .containsExactly(
            file() + ":2: expected hosts, key type and key",
            file() + ":3: the key is damaged or not of the type that the line says",
            file() + ":4: the key is damaged or not of the type that the line says",
            file() + ":5: unknown marker; only @revoked and @cert-authority are known",
            file() + ":6: the hashed host name is damaged",
            file() + ":7: expected hosts, key type and key",
            file() + ":8: line of 17000 characters is left out");
    assertThat(known.check("app1", 22, KEY)).isEqualTo(KNOWN);
    assertThat(known.check("app9", 22, KEY)).isEqualTo(KNOWN);
    assertThat(known.check("app5", 22, KEY)).isEqualTo(UNKNOWN);
  }

  @Test
  void holdsNothingWhereThereIsNoFile() throws Exception {
    KnownHosts known = KnownHosts.read(List.of(file()));

    assertThat(known.check("app1", 22, KEY)).isEqualTo(UNKNOWN);
    assertThat(known.warnings()).isEmpty();
  }

  @Test
  void refusesADirectory() {
    assertThatThrownBy(() -> KnownHosts.read(List.of(directory)))
        .isInstanceOf(KnownHostsException.class)
        .hasMessage(directory + " is not a regular file");
  }

  @Test
  void refusesAFileThatCannotBeRead() throws IOException {
    Path loop = Files.createSymbolicLink(file(), file());

    assertThatThrownBy(() -> KnownHosts.read(List.of(loop)))
        .isInstanceOf(KnownHostsException.class)
        .hasMessage(
            "cannot read "
                + loop
                + ": too many levels of symbolic links or unable to access attributes of symbolic"
                + " link");
  }

  @Test
  void refusesAFileThatIsTooLarge() throws Exception {
    try (RandomAccessFile large = new RandomAccessFile(file().toFile(), "rw")) {
      large.setLength((64L << 20) + 1);
    }

    assertThatThrownBy(() -> KnownHosts.read(List.of(file())))
        .isInstanceOf(KnownHostsException.class)
        .hasMessage(file() + " is longer than 67108864 bytes");
  }

  @Test
  void knowsNobodyByALineWithZeroBytes() throws Exception {
    KnownHosts known =
        read("app1\0,app2 \0" + KEY.type() + " " + KEY.base64() + "\n\0\n" + line("app3") + "\n");

    assertThat(known.warnings())
        .containsExactly(
            file() + ":1: the key is damaged or not of the type that the line says",
            file() + ":2: expected hosts, key type and key");
    assertThat(known.check("app1", 22, KEY)).isEqualTo(UNKNOWN);
    assertThat(known.check("app2", 22, KEY)).isEqualTo(UNKNOWN);
    assertThat(known.check("app3", 22, KEY)).isEqualTo(KNOWN);
  }

  /// Opening a pipe cannot be interrupted, so the test has a thread of its own to leave behind.
  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void refusesAPipeWhichHoldsNothingAndWouldBeWaitedFor() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", file().toString()).start().waitFor()).isZero();

    assertThatThrownBy(() -> KnownHosts.read(List.of(file())))
        .isInstanceOf(KnownHostsException.class)
        .hasMessage(file() + " is not a regular file");
    assertThat(KnownHosts.read(List.of(Path.of("/dev/null"))).check("app1", 22, KEY))
        .isEqualTo(UNKNOWN);
  }

  @Test
  void letsOneOfTwoKeysOfANewHostWin() throws Exception {
    for (int round = 0; round < 50; round++) {
      Path file = directory.resolve("new" + round);
      CyclicBarrier together = new CyclicBarrier(2);
      try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
        Future<HostKeyVerdict> one = threads.submit(() -> add(file, KEY, together));
        Future<HostKeyVerdict> two = threads.submit(() -> add(file, OTHER, together));
        PublicKey won = one.get().equals(KNOWN) ? KEY : OTHER;
        HostKeyVerdict refused = won.equals(KEY) ? two.get() : one.get();

        assertThat(refused)
            .isEqualTo(
                new HostKeyVerdict.Changed(
                    List.of(won + " (" + file + ":1)"), List.of("ssh-ed25519")));
        assertThat(Files.readString(file)).isEqualTo(line("app1", won) + "\n");
      }
    }
  }

  private static HostKeyVerdict add(Path file, PublicKey key, CyclicBarrier together)
      throws Exception {
    together.await();
    return NewHostKeys.add(List.of(file), "app1", 22, key);
  }
}
