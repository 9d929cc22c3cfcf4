package dev.driftline.ssh.hostkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Forms of lines of known_hosts: driftline trusts a host's key by them if, and only if, ssh does.
///
/// ssh connects to a real sshd through a `ProxyCommand`, so that the host may have any name and port. Needs the Debian
/// packages openssh-client and openssh-server.
@Tag("host")
@Timeout(120)
class KnownHostsAsSshTest {

  /// A name and a port under which the host is looked for.
  private record Place(String name, int port) {}

  private static final List<Place> PLACES =
      List.of(
          new Place("app1.example.com", 22),
          new Place("app1.example.com", 2222),
          new Place("192.0.2.7", 22),
          new Place("2001:db8::7", 2222));

  @TempDir private static Path shared;

  @TempDir private Path folder;

  @BeforeAll
  static void keys() throws Exception {
    for (String name : List.of("host", "other")) {
      run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "c", "-f", shared + "/" + name);
    }
    run("ssh-keygen", "-q", "-t", "rsa", "-N", "", "-C", "c", "-f", shared + "/rsa");
    Files.createDirectories(Path.of("/run/sshd"));
    Files.writeString(
        shared.resolve("sshd_config"),
        "HostKey %s/host\nAuthenticationMethods publickey\nUsePAM no\n".formatted(shared));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  /// `type base64`.
  private static String key(String name) throws IOException {
    return Files.readString(shared.resolve(name + ".pub")).replaceFirst(" c\n$", "");
  }

  private static String written(String form) throws IOException {
    return form.replace("<host>", key("host"))
        .replace("<other>", key("other"))
        .replace("<rsa>", key("rsa"))
        .replace("<base64>", key("host").replaceFirst("^\\S+ ", ""));
  }

  private static boolean sshTrusts(Path known, Place place) throws Exception {
    List<String> command = new ArrayList<>(List.of("ssh", "-F", "none", "-p", "" + place.port()));
    for (String option :
        List.of(
            "UserKnownHostsFile=" + known,
            "GlobalKnownHostsFile=none",
            "StrictHostKeyChecking=yes",
            "HostKeyAlgorithms=ssh-ed25519",
            "BatchMode=yes",
            "IdentityFile=none",
            "IdentityAgent=none",
            "ProxyCommand=/usr/sbin/sshd -i -f " + shared + "/sshd_config")) {
      command.addAll(List.of("-o", option));
    }
    command.addAll(List.of(place.name(), "true"));
    String said = run(command.toArray(String[]::new));
    boolean refused = said.contains("Host key verification failed.");
    assertThat(refused || said.contains("Permission denied (publickey)")).as(said).isTrue();
    return !refused;
  }

  private void asSsh(Path known, String form) throws Exception {
    KnownHosts ours = KnownHosts.read(List.of(known));
    byte[] blob = Base64.getDecoder().decode(key("host").replaceFirst("^\\S+ ", ""));
    PublicKey offered = PublicKey.of(blob).orElseThrow();
    for (Place place : PLACES) {
      // most forms have no address, and each login costs time
      if (place.name().startsWith("app") || form.matches("(?s).*(\\*|192|db8|DB8).*")) {
        trustsAsSsh(known, form, ours, offered, place);
      }
    }
  }

  private static void trustsAsSsh(
      Path known, String form, KnownHosts ours, PublicKey offered, Place place) throws Exception {
    HostKeyVerdict verdict = ours.check(place.name(), place.port(), offered);

    assertThat(verdict instanceof HostKeyVerdict.Known)
        .as("%s, %s: %s", form, place, verdict)
        .isEqualTo(sshTrusts(known, place));
  }

  /// `¶` stands for the end of a line.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "app1.example.com <host>",
        "app1.example.com <host> with a comment",
        "APP1.Example.COM <host>",
        "app1.example.com,192.0.2.7 <host>",
        "192.0.2.7 <host>",
        "[app1.example.com]:2222 <host>",
        "[app1.example.com]:22 <host>",
        "[192.0.2.7]:22,[2001:db8::7]:2222 <host>",
        "2001:db8::7 <host>",
        "[2001:db8::7] <host>",
        "2001:DB8:0:0:0:0:0:7 <host>",
        "*.example.com <host>",
        "*.example.com,!app1.* <host>",
        "!app1.example.com,*.example.com <host>",
        "!app2.example.com <host>",
        "!app2.example.com,* <host>",
        "app?.example.com <host>",
        "app1.example.co? <host>",
        "app1.example.com? <host>",
        "192.0.2.* <host>",
        "* <host>",
        "[*]:2222 <host>",
        "[app1.*]:* <host>",
        "app1.example.com:2222 <host>",
        "app1 <host>",
        "example.com <host>",
        "app1.example.com, <host>",
        ",app1.example.com <host>",
        "  app1.example.com\tKEY",
        "app1.example.com\t\t <host>  ",
        "app1.example.com <other>",
        "app1.example.com <other>¶app1.example.com <host>",
        "app1.example.com <host>¶app1.example.com <other>",
        "app1.example.com <rsa>",
        "app1.example.com <rsa>¶app1.example.com <host>",
        "app1.example.com <other>¶[app1.example.com]:2222 <host>",
        "app1.example.com <host>¶[app1.example.com]:2222 <other>",
        "@revoked * <host>¶app1.example.com <host>",
        "@revoked app2.example.com <host>¶app1.example.com <host>",
        "@revoked * <other>¶app1.example.com <host>",
        "@revoked app1.example.com <host>¶app1.example.com <host>",
        "@cert-authority app1.example.com <host>",
        "@cert-authority * <other>¶app1.example.com <host>",
        "@unknown app1.example.com <host>",
        "# app1.example.com <host>",
        "#¶¶app1.example.com <host>¶",
        "app1.example.com ssh-rsa <base64>",
        "app1.example.com <base64>",
        "app1.example.com ssh-ed25519",
        "app1.example.com ssh-ed25519 AAAA",
        "app1.example.com nonsense¶app1.example.com <host>",
        "app1.example.com <host>\r¶192.0.2.7 <host>\r",
        "|1|AAAA|BBBB <host>",
        "",
      })
  void trustsWhatSshTrusts(String form) throws Exception {
    Path known = folder.resolve("known");
    Files.writeString(known, written(form).replace("¶", "\n"));

    asSsh(known, form);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app1.example.com <host>",
        "[app1.example.com]:2222 <host>",
        "app1.example.com,192.0.2.7 <host>",
        "[2001:db8::7]:2222 <host>",
        "app1.example.com <other>",
        "@revoked app1.example.com <host>",
      })
  void trustsWhatSshTrustsInHashedLines(String form) throws Exception {
    Path known = folder.resolve("known");
    Files.writeString(known, written(form) + "\n");
    run("ssh-keygen", "-q", "-H", "-f", known.toString());

    asSsh(known, form);
  }
}
