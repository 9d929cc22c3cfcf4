package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.judge.Judge;
import dev.driftline.model.CheckResult;
import dev.driftline.model.HostAnswers;
import dev.driftline.model.Outcome;
import dev.driftline.model.Verdict;
import dev.driftline.model.budget.Budget;
import dev.driftline.model.table.Question;
import dev.driftline.policy.Check;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.probe.command.CommandProbe;
import dev.driftline.run.Catalog;
import dev.driftline.source.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Shipped checks of commands on hosts that look alike and are not: a name server in a container, and a client tool
/// that complains of its own name. Each host is a cage of this machine, with processes, files and a network of its own.
///
/// Needs root, and the Debian packages bind9, bind9-utils, mariadb-client, iproute2 and util-linux (unshare).
@Tag("host")
@Timeout(120)
class QuietCommandsTest {

  private static final String NAME_SERVER =
      """
      mount -t tmpfs none /etc/bind
      mount -t tmpfs none /run
      ip link set lo up
      cat >/etc/bind/named.conf <<end
      options {
        directory "/run"; pid-file none; session-keyfile none; listen-on-v6 { none; };
        listen-on port 5353 { 127.0.0.1; }; recursion no;
      };
      controls { };
      end
      named='named -g -c /etc/bind/named.conf'
      up() {
        rounds=0
        until grep -qs ' running$' "$1" || [ $rounds = 200 ]; do sleep 0.05; rounds=$((rounds + 1)); done
      }
      """;

  private static final String CONTAINER =
      "unshare --pid --fork --kill-child --net $named >/run/log 2>&1 &\nup /run/log\n";

  /// As `docker run --pid=host` makes one.
  private static final String SHARING_PROCESSES =
      "unshare --net $named >/run/log 2>&1 &\nup /run/log\n";

  private static final String OWN = "$named >/run/own 2>&1 &\nup /run/own\n";

  /// The programs of this host without `mysqladmin` and `mariadb-admin`.
  private static final String CLIENT_TOOLS =
      """
      mount -t tmpfs none /mnt
      mkdir /mnt/real /mnt/bin
      mount --bind /usr/bin /mnt/real
      ln -s /mnt/real/* /mnt/bin
      rm -f /mnt/bin/mysqladmin /mnt/bin/mariadb-admin
      mount --bind /mnt/bin /usr/bin
      """;

  /// As MariaDB 11 says it.
  private static final String COMPLAINS =
      """
      cat >/mnt/bin/mysqladmin <<'end'
      #!/bin/sh
      echo "mysqladmin: Deprecated program name. It will be removed, use 'mariadb-admin' instead" >&2
      echo 'mysqladmin  Ver 10.0 Distrib 11.4.5-MariaDB'
      end
      chmod 755 /mnt/bin/mysqladmin
      """;

  private static CheckResult judge(String id, String host) {
    Check check =
        PolicySet.read(List.of(Path.of("checks")), Catalog.tables(), new Problems())
            .drafts()
            .stream()
            .flatMap(policy -> policy.checks().stream())
            .filter(each -> each.info().id().equals(id))
            .findFirst()
            .orElseThrow();
    Question question = ((Check.Subject.Rows) check.subject()).question();
    LocalRun cage =
        LocalRun.in(
            "unshare",
            "--pid",
            "--fork",
            "--kill-child",
            "--mount-proc",
            "--mount",
            "--net",
            "sh",
            "-c",
            "set -e\n" + host + "exec sh -s\n");
    HostAnswers answers =
        new HostAnswers(
            LocalRun.host(),
            new Outcome.Answered(),
            Map.of(question, cage.ask(new CommandProbe(), question)),
            Optional.empty(),
            Duration.ZERO);
    return Judge.judge(
            List.of(check), answers, Optional.empty(), (_, rows) -> rows, Budget.unlimited())
        .getFirst();
  }

  private static CheckResult nameServers(String servers) {
    return judge("rndc-status-quiet", NAME_SERVER + servers);
  }

  @Test
  @DisplayName("C1 named runs only in a container; rndc is on the host")
  void aNameServerInAContainerIsNotOurs() {
    assertThat(nameServers(CONTAINER).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(nameServers(SHARING_PROCESSES).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(nameServers("").verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void aNameServerOfTheHostIsOursAlsoBesideOneInAContainer() {
    for (String servers : List.of(OWN, CONTAINER + OWN, OWN + CONTAINER)) {
      CheckResult result = nameServers(servers);

      assertThat(result.verdict()).as(servers).isEqualTo(Verdict.DRIFT);
      assertThat(result.findings())
          .extracting(finding -> finding.message().text())
          .singleElement()
          .asString()
          .contains("neither /etc/bind/rndc.conf nor /etc/bind/rndc.key was found");
    }
  }

  private static Verdict clientTools(String more) {
    return judge("mysqladmin-version-quiet", CLIENT_TOOLS + more).verdict();
  }

  @Test
  @DisplayName("C2 mysqladmin of MariaDB 11 prints that its name is deprecated")
  void aNameThatIsDeprecatedIsNoFault() {
    String real = "ln -s /mnt/real/mariadb-admin /mnt/bin/mariadb-admin\n";

    assertThat(clientTools(COMPLAINS + real)).isEqualTo(Verdict.PASS);
    assertThat(clientTools(real)).isEqualTo(Verdict.PASS);
    assertThat(clientTools(COMPLAINS)).isEqualTo(Verdict.DRIFT);
    assertThat(clientTools("")).isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void theToolUnderItsNewNameIsAskedForItsFaultsToo() {
    assertThat(
            clientTools(
                """
                printf '#!/bin/sh\\necho bad option file >&2\\n' >/mnt/bin/mariadb-admin
                chmod 755 /mnt/bin/mariadb-admin
                """))
        .isEqualTo(Verdict.DRIFT);
  }
}
