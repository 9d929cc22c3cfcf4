package dev.driftline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `explain CHECK` and `explain CHECK HOST` print.
class ExplainCheckTest {

  private static final String WHOLE =
      """
      check openssl-floor (major)
        openssl is new enough
        policy   site, at site.yaml:4:5
        hosts    all, of those web
        covers   3 hosts: web[1-3]
        why      Older versions have known holes.
        fix      Upgrade the package openssl.
        selects rows where
          name: openssl
        expects of every row
          version: >= {{ openssl_min }}
        no such thing: unknown; no row: drift
        asks     packages {names=openssl}
        columns that it names, of packages
          name (text): The package's name. For example: libmariadb3
          version (version): Its whole version, as its manager writes it: with the epoch and the revision. For example: 1:10.11.19-0+deb12u1
        other columns: epoch, architecture, status, manager
        an example of a row: name = libmariadb3, version = 1:10.11.19-0+deb12u1, epoch = 1, architecture = amd64, status = installed, manager = dpkg
      """;

  @TempDir private Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.writeString(
        folder.resolve("hosts.yml"),
        """
        all:
          hosts: { db1: }
          children:
            web:
              vars: { openssl_min: "3.0" }
              hosts: { web1: , web2: , web3: { openssl_min: "1.1.1" } }
        """);
    Files.writeString(
        folder.resolve("site.yaml"),
        """
        policy: site
        hosts: all
        checks:
          - id: openssl-floor
            title: openssl is new enough
            hosts: web
            probe: packages
            where: { name: openssl }
            expect: { version: ">= {{ openssl_min }}" }
            if_none: drift
            why: Older versions have known holes.
            fix: Upgrade the package openssl.
        """);
  }

  private Started explain(String... arguments) {
    List<String> all = new ArrayList<>(List.of("explain"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("-p", folder + "/site.yaml", "-i", folder + "/hosts.yml"));
    Started started = Started.with(all.toArray(String[]::new));
    return new Started(
        started.code(),
        started.out().replace(folder + "/", ""),
        started.err().replace(folder + "/", ""));
  }

  @Test
  void aCheckIsExplainedWithItsColumnsARowAndItsHosts() {
    assertThat(explain("openssl-floor")).isEqualTo(new Started(0, WHOLE, ""));
  }

  @Test
  void onHostsItIsToldWhatHoldsAndFromWhere() {
    assertThat(explain("openssl-floor", "web1,web2,web3,db1"))
        .isEqualTo(
            new Started(
                0,
                WHOLE
                    + """
                      on web[1-2]
                        severity major, from site.yaml:4:5
                        where name: openssl
                        expects version: >= 3.0    (from `>= {{ openssl_min }}`)
                        asks packages {names=openssl}
                        variable openssl_min = 3.0    (hosts.yml:5:15)
                      on web3
                        severity major, from site.yaml:4:5
                        where name: openssl
                        expects version: >= 1.1.1    (from `>= {{ openssl_min }}`)
                        asks packages {names=openssl}
                        variable openssl_min = 1.1.1    (hosts.yml:6:40)
                      on db1
                        it is not covered: the hosts are all, of those web
                    """
                        .indent(0),
                ""));
  }

  @Test
  void aVariableOfThePolicyItselfCountsWhereTheInventoryHasNone() throws IOException {
    Files.writeString(
        folder.resolve("site.yaml"),
        Files.readString(folder.resolve("site.yaml"))
            .replace("hosts: all\n", "vars: { openssl_min: \"2.0\" }\n")
            .replace("    hosts: web\n", ""));
    assertThat(explain("openssl-floor", "db1,web3").out())
        .endsWith(
            """
              on db1
                severity major, from site.yaml:4:5
                where name: openssl
                expects version: >= 2.0    (from `>= {{ openssl_min }}`)
                asks packages {names=openssl}
                variable openssl_min = 2.0    (vars of policy site)
              on web3
                severity major, from site.yaml:4:5
                where name: openssl
                expects version: >= 1.1.1    (from `>= {{ openssl_min }}`)
                asks packages {names=openssl}
                variable openssl_min = 1.1.1    (hosts.yml:6:40)
            """
                .indent(0));
  }

  @Test
  void anOverrideOfTheHostIsToldWithItsPlace() throws IOException {
    Files.writeString(
        folder.resolve("overrides.yaml"),
        """
        overrides:
          - { check: openssl-floor, hosts: web1, severity: info, reason: a lab }
        """);
    assertThat(explain("openssl-floor", "web1", "-p", folder + "/overrides.yaml").out())
        .contains("\n  on web1\n    severity info\n    severity, set by overrides.yaml:2: a lab\n");
  }

  @Test
  void whatAnOverrideLeavesAndWhereItSwitchesOffIsTold() throws IOException {
    Files.writeString(
        folder.resolve("overrides.yaml"),
        """
        overrides:
          - { check: openssl-floor, hosts: web1, where: { version: { not: "3.0" } }, reason: one is ours }
          - { check: openssl-floor, hosts: web3, enabled: false, reason: not here }
        """);
    assertThat(explain("openssl-floor", "web1,web3", "-p", folder + "/overrides.yaml").out())
        .contains(
            "\n    where (only rows with version: { not: 3.0 }), set by overrides.yaml:2: one is ours\n")
        .endsWith("\n  on web3\n    switched off by overrides.yaml:3: not here\n");
  }

  @Test
  void aHostThatDoesNotExistIsAnError() {
    Started started = explain("openssl-floor", "web9");
    assertThat(started.err()).startsWith("HOSTS:1:1: error: no host or group is called \"web9\"\n");
    assertThat(started.code()).isOne();
  }

  @Test
  void anInventoryThatWasNamedMustExist() {
    Started started =
        Started.with("explain", "openssl-floor", "-p", folder + "/site.yaml", "-i", folder + "/no");
    assertThat(started.code()).isOne();
    assertThat(started.err()).contains("/no");
  }

  @Test
  void theScriptIsPrintedOnlyOnRequest() {
    assertThat(explain("openssl-floor").out()).doesNotContain("dpkg-query", "/var/lib/dpkg");
    assertThat(Started.with("explain", "packages").out())
        .contains("\n  column version (version): ")
        .endsWith("\n  `driftline explain packages --script` prints what a host runs for it\n")
        .doesNotContain("/var/lib/dpkg");
    assertThat(explain("openssl-floor", "--script").out()).contains("/var/lib/dpkg");
  }
}
