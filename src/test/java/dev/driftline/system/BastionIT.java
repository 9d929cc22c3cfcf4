package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hosts that are reached through others only: the inner hosts take no connection from this machine.
@Tag("fleet")
class BastionIT {

  private static Fleet fleet;

  @TempDir private static Path folder;

  @BeforeAll
  static void hideTheInnerHosts() throws Exception {
    fleet = Fleet.up("bastion,second,inner,changed", "--badkey", "changed");
    fleet.inside("inner", "ip route add blackhole " + fleet.machine() + "/32");
  }

  @AfterAll
  static void end() throws Exception {
    if (fleet != null) {
      fleet.down();
    }
  }

  private static Program.Result ask(String host, String variable) throws Exception {
    Path over = folder.resolve("over.yml");
    Files.writeString(over, "all:\n  hosts:\n    %s:\n      %s\n".formatted(host, variable));
    return Program.run(
        "check",
        host,
        "-i",
        fleet.path("inventory.yml"),
        "-i",
        over.toString(),
        "--check",
        "sshd-test-quiet",
        "--connect-timeout",
        "3s",
        "--format",
        "json");
  }

  private static String sshArguments(String jump) {
    return ("ansible_ssh_common_args: '-F none -o UserKnownHostsFile=%s"
            + " -o GlobalKnownHostsFile=/dev/null -o StrictHostKeyChecking=yes -o %s'")
        .formatted(fleet.path("known_hosts"), jump);
  }

  @Test
  void withoutABastionTheInnerHostDoesNotAnswer() throws Exception {
    Verdicts report = Verdicts.of(ask("inner", "fleet_note: none"));

    assertThat(report.host("inner").get("reason").asText()).isEqualTo("timeout");
  }

  @Test
  void aHostBehindAHostOfTheInventoryIsAnswered() throws Exception {
    Program.Result result = ask("inner", "jump: bastion");

    assertThat(result.exit()).as(result.toString()).isZero();
    assertThat(Verdicts.of(result).verdict("sshd-test-quiet", "inner")).isEqualTo("pass");
  }

  @Test
  void aHostBehindTwoIsAnswered() throws Exception {
    Program.Result result = ask("inner", "jump: [bastion, second]");

    assertThat(result.exit()).as(result.toString()).isZero();
  }

  @Test
  void proxyJumpInTheArgumentsOfSshIsTaken() throws Exception {
    String bastion = fleet.address("bastion");
    Program.Result result = ask("inner", sshArguments("ProxyJump=root@" + bastion + ":22"));

    assertThat(result.exit()).as(result.toString()).isZero();
  }

  @Test
  void theKeyOfABastionIsCheckedToo() throws Exception {
    Program.Result result = ask("inner", "jump: changed");

    assertThat(result.exit()).as(result.toString()).isEqualTo(4);
    assertThat(Verdicts.of(result).host("inner").get("reason").asText()).isEqualTo("host-key");
    assertThat(Verdicts.of(result).host("inner").get("detail").asText())
        .contains("host key: it has changed");
  }

  @Test
  void theKeyOfTheHostBehindIsChecked() throws Exception {
    Program.Result result = ask("changed", "jump: bastion");

    assertThat(Verdicts.of(result).host("changed").get("reason").asText()).isEqualTo("host-key");
  }

  /// I14: what goes through a bastion goes through the connection to it, and never through a port of this machine.
  @Test
  void noPortIsOpenedForAHostBehindABastion() throws Exception {
    Path over =
        Files.writeString(folder.resolve("over.yml"), "all: {hosts: {inner: {jump: bastion}}}\n");
    Path trace = folder.resolve("trace");
    Program.Result result =
        Program.shell(
            "strace -f -qq -e trace=listen,bind,accept,accept4,connect -o %s \"$DRIFTLINE\" check inner -i %s -i %s --check sshd-test-quiet"
                .formatted(trace, fleet.path("inventory.yml"), over));

    assertThat(result.exit()).as(result.toString()).isZero();
    String calls = Files.readString(trace);
    assertThat(calls).contains("connect(").doesNotContain("listen(", "accept(", "accept4(");
  }

  @Test
  void aBastionThatCannotReachTheHostSaysSo() throws Exception {
    fleet.inside("second", "ip route add blackhole " + fleet.address("inner") + "/32");
    Program.Result result = ask("inner", "jump: second");

    assertThat(result.exit()).as(result.toString()).isEqualTo(4);
    assertThat(Verdicts.of(result).host("inner").get("outcome").asText()).isEqualTo("unreachable");
  }
}
