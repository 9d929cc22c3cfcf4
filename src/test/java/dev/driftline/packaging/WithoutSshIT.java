package dev.driftline.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Only a run with a host that is reached over SSH loads the classes for it: ours, JSch's, and those that open OpenSSL.
/// The JVM of the packaged program names each class that it loads.
class WithoutSshIT {

  private static final Path LAUNCHER = Path.of("bin/driftline").toAbsolutePath();

  private static final Pattern LOADED = Pattern.compile("\\[class,load\\] (\\S+) source: ");

  @TempDir private Path folder;

  @BeforeEach
  void twoInventoriesAndAPolicy() throws IOException {
    Files.writeString(
        folder.resolve("local.yml"), "all: { hosts: { here: { connection: local } } }\n");
    // Nothing listens at port 1.
    Files.writeString(
        folder.resolve("ssh.yml"),
        "all: { hosts: { here: { connection: local }, far: { host: 127.0.0.1, port: 1 } } }\n");
    Files.writeString(
        folder.resolve("policy.yml"),
        """
        policy: one
        title: One question
        hosts: all
        checks:
          - { id: linux, probe: host, expect: { kernel: present }, severity: info, why: w, fix: f }
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "0, --version",
    "0, lint -i ssh.yml -p policy.yml",
    "0, inventory -i ssh.yml",
    "0, explain linux -p policy.yml",
    "0, check -i local.yml -p policy.yml",
    "0, probe host -i local.yml here",
    "1, check --no-such-option"
  })
  void whatReachesNoHostOverSshLoadsNoneOfIt(int exit, String arguments) throws Exception {
    assertThat(classesForSsh(exit, arguments)).isEmpty();
  }

  /// Without this, the list above could be empty because the classes have other names.
  @Test
  void aHostThatIsReachedOverSshLoadsJschAndOpensOpenSsl() throws Exception {
    assertThat(classesForSsh(4, "check -i ssh.yml -p policy.yml"))
        .contains(
            "com.jcraft.jsch.JSch",
            "dev.driftline.ssh.SshTransport",
            "dev.driftline.ssh.openssl.LibCrypto");
  }

  private List<String> classesForSsh(int exit, String arguments)
      throws IOException, InterruptedException {
    Launched launched =
        Launched.shell(
            folder,
            Map.of("DRIFTLINE_JAVA_OPTS", "-Xlog:class+load:file=classes.log"),
            "'%s' %s".formatted(LAUNCHER, arguments));
    assertThat(launched.exit()).as(launched.stdout() + launched.stderr()).isEqualTo(exit);
    List<String> loaded =
        Files.readAllLines(folder.resolve("classes.log")).stream()
            .map(LOADED::matcher)
            .filter(line -> line.find())
            .map(line -> line.group(1))
            .toList();
    assertThat(loaded).contains("dev.driftline.cli.Main");
    return loaded.stream()
        .filter(name -> name.startsWith("com.jcraft.") || name.startsWith("dev.driftline.ssh."))
        .toList();
  }
}
