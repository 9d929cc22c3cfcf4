package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How the program treats what it is given, by its system calls. Needs strace.
@Tag("host")
class InputsIT {

  @TempDir private Path folder;
  private RunFolder run;

  @BeforeEach
  void write() throws Exception {
    run = RunFolder.with(folder);
    run.policy("quick", 1, "true");
    run.write("known_hosts", "");
  }

  private String traced(String calls, String words) {
    return "strace -f -qq -e trace=%s -o %s/trace %s".formatted(calls, folder, words);
  }

  @Test
  @DisplayName(
      "Q13: lint, explain and inventory open no connection, so that CI may run them on anybody's changes")
  void lintOpensNoConnection() throws Exception {
    run.write(
        "inventory.yml",
        "all:\n  hosts:\n    far: { host: far.example.com, jump: bastion.example.com }\n");
    String inventory = " -i " + folder + "/inventory.yml";
    String policy = " -p " + folder + "/quick.yaml";
    for (String command :
        List.of("lint" + inventory + policy, "explain quick-0" + policy, "inventory" + inventory)) {
      Program.Result result =
          Program.shell("unshare -n " + traced("%network,execve", "\"$DRIFTLINE\" " + command));

      assertThat(result.exit()).as(result.toString()).isZero();
      // Java makes sockets to see what the kernel can; whoever looks up the user's name may ask a
      // local daemon
      List<String> calls =
          run.text("trace").lines().filter(line -> !line.contains("AF_UNIX")).toList();
      assertThat(calls)
          .noneMatch(line -> line.matches("\\d+ +(connect|bind|listen|accept|send|recv)\\w*\\(.*"));
      assertThat(calls)
          .filteredOn(line -> line.contains(" execve("))
          .as("programs that were started")
          .hasSize(2)
          .allMatch(line -> line.contains("/bin/driftline\"") || line.contains("/bin/java\""));
    }
  }

  @ParameterizedTest
  @DisplayName("Y25: a file is read once, so that it cannot change between two looks")
  @ValueSource(strings = {"inventory.yml", "quick.yaml", "known_hosts"})
  void aFileIsReadOnce(String file) throws Exception {
    Program.Result result =
        Program.shell(
            traced("openat", run.check("quick") + " --known-hosts " + folder + "/known_hosts"));

    assertThat(result.exit()).as(result.toString()).isZero();
    assertThat(run.text("trace").lines().filter(line -> line.matches(".*[/\"]" + file + "\".*")))
        .hasSize(1);
  }
}
