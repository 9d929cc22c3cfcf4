package dev.driftline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `driftline baseline` of this machine.
class BaselineCommandTest {

  @TempDir private Path folder;

  @BeforeEach
  void twoHosts() throws IOException {
    Files.writeString(
        folder.resolve("hosts.yml"),
        """
        all:
          hosts:
            here: { ansible_connection: local }
            away: { ansible_host: 127.0.0.1, ansible_port: 1 }
        """);
  }

  private Started run(String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "-i";
    all[arguments.length + 1] = folder + "/hosts.yml";
    return Started.with(all);
  }

  @Test
  void thePolicyIsRightAndItsHostIsAsItSays() throws IOException {
    Started baseline = run("baseline", "here");
    Path policy = Files.writeString(folder.resolve("b.yaml"), baseline.out());
    assertThat(baseline.code()).isIn(0, 4);
    assertThat(baseline.err().isEmpty()).isEqualTo(baseline.code() == 0);
    assertThat(baseline.out()).contains("id: here-system\n").contains("id: here-packages\n");

    Started lint = run("lint", "-p", policy.toString());
    assertThat(lint.err()).isEmpty();
    assertThat(lint.out()).startsWith("no errors: 2 hosts, 1 policy, ");

    Started check =
        run(
            "check",
            "here",
            "-p",
            policy.toString(),
            "--check",
            "here-system,here-packages,here-no-other-package,here-no-other-port");
    assertThat(check.out()).contains("4 pass, 0 drift, 0 unknown");
    assertThat(check.code()).isZero();
  }

  @Test
  void itIsAboutOneHost() {
    Started all = run("baseline");
    assertThat(all.err())
        .startsWith("driftline: a baseline is about one host, and \"all\" names 2\n");
    assertThat(all.out()).isEmpty();
    assertThat(all.code()).isOne();
  }

  @Test
  void ofAHostThatWasNotReachedNothingIsWritten() {
    Started lost = run("baseline", "away");
    assertThat(lost.out()).isEmpty();
    assertThat(lost.err()).startsWith("driftline: away was not reached: ");
    assertThat(lost.code()).isEqualTo(4);
  }
}
