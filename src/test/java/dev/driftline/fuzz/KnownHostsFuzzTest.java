package dev.driftline.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.driftline.ssh.hostkey.HostKeyVerdict;
import dev.driftline.ssh.hostkey.KnownHosts;
import dev.driftline.ssh.hostkey.KnownHostsException;
import dev.driftline.ssh.hostkey.PublicKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// known_hosts of any bytes is read without an exception, and means what it means to ssh-keygen.
class KnownHostsFuzzTest {

  private static final String TYPE = "ssh-ed25519";
  private static final PublicKey NOT_THERE = key(99);
  private static final Pattern FOUND = Pattern.compile("# Host \\S+ found: line (\\d+) *");
  private static final Pattern HELD = Pattern.compile("known_hosts:(\\d+)\\)$");

  @TempDir static Path folder;

  @FuzzTest
  void everyFileIsReadWithoutAnException(byte[] bytes) throws IOException, KnownHostsException {
    Path file = Files.write(folder.resolve("any"), bytes);
    KnownHosts known = KnownHosts.read(List.of(file));
    assertThat(known.check("host", 22, NOT_THERE)).isNotInstanceOf(HostKeyVerdict.Known.class);
    known.types("host", 2222);
    known.authorities("host", 22);
    known.revoked("host", 22);
    known.warnings().forEach(warning -> assertThat(warning).startsWith(file + ":"));
  }

  /// The lines that hold a key of a host are those that ssh-keygen finds.
  @FuzzTest
  @Tag("host")
  void linesAreAboutTheHostsThatSshKeygenFinds(FuzzedDataProvider data)
      throws IOException, InterruptedException, KnownHostsException {
    StringBuilder text = new StringBuilder();
    for (int lines = data.consumeInt(1, 6); lines > 0; lines--) {
      text.append(line(data)).append('\n');
    }
    Path file = Files.writeString(folder.resolve("known_hosts"), text);
    int port = data.pickValue(new Integer[] {22, 2222});
    for (String host : List.of("a", "b.c", "10.0.0.1", "::1")) {
      assertThat(held(file, host, port))
          .as("%s port %d in\n%s", host, port, text)
          .isEqualTo(found(file, KnownHosts.name(host, port)));
    }
  }

  private static String line(FuzzedDataProvider data) {
    StringBuilder line = new StringBuilder();
    line.append(data.pickValue(new String[] {"", "", "", " ", "\t", "# "}));
    line.append(data.pickValue(new String[] {"", "", "", "", "@revoked ", "@cert-authority "}));
    line.append(names(data)).append(data.pickValue(new String[] {" ", "  ", "\t"}));
    line.append(data.pickValue(new String[] {TYPE, TYPE, TYPE, TYPE, "ssh-rsa"})).append(' ');
    String base64 = key(data.consumeInt(1, 4)).base64();
    line.append(data.pickValue(new String[] {base64, base64, base64, base64, "AAAA"}));
    return line.append(data.pickValue(new String[] {"", "", " comment", "\r"})).toString();
  }

  private static String names(FuzzedDataProvider data) {
    StringBuilder names = new StringBuilder();
    for (int count = data.consumeInt(1, 4); count > 0; count--) {
      names.append(
          data.pickValue(
              new String[] {
                "a",
                "A",
                "b.c",
                "10.0.0.1",
                "::1",
                "*",
                "?",
                "!",
                "!a",
                "[a]:2222",
                "[*]:2222",
                "b.*",
                "!*.c",
                "10.0.0.?",
                "[::1]:2222",
                "*a",
                "x",
                ",",
                "|1|",
                "**",
                "?*"
              }));
      names.append(count > 1 ? "," : "");
    }
    return names.toString();
  }

  private static Set<Integer> held(Path file, String host, int port) throws KnownHostsException {
    KnownHosts known = KnownHosts.read(List.of(file));
    Set<Integer> lines = new TreeSet<>();
    // For another port than 22 the bare name is asked, too; the verdict for it says so by its
    // lines.
    if (known.check(host, port, NOT_THERE) instanceof HostKeyVerdict.Changed changed) {
      for (String line : changed.held()) {
        Matcher number = HELD.matcher(line);
        assertThat(number.find()).as(line).isTrue();
        lines.add(Integer.parseInt(number.group(1)));
      }
    }
    return lines;
  }

  private static Set<Integer> found(Path file, String name)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("ssh-keygen", "-l", "-F", name, "-f", file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    Set<Integer> lines = new TreeSet<>();
    for (String line : said.lines().toList()) {
      Matcher found = FOUND.matcher(line);
      if (found.matches()) {
        lines.add(Integer.parseInt(found.group(1)));
      }
    }
    return lines;
  }

  private static PublicKey key(int fill) {
    byte[] blob = new byte[4 + TYPE.length() + 4 + 32];
    blob[3] = (byte) TYPE.length();
    System.arraycopy(TYPE.getBytes(StandardCharsets.US_ASCII), 0, blob, 4, TYPE.length());
    blob[4 + TYPE.length() + 3] = 32;
    for (int at = blob.length - 32; at < blob.length; at++) {
      blob[at] = (byte) fill;
    }
    Optional<PublicKey> key = PublicKey.of(blob);
    return key.orElseThrow(
        () -> new IllegalStateException(Base64.getEncoder().encodeToString(blob)));
  }
}
