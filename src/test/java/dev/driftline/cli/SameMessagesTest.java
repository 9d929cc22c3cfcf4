package dev.driftline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The likely mistakes in a check with `expect_same`, and what is said of each.
class SameMessagesTest {

  private static final String CHECK =
      "  - { id: openssl-same, severity: minor, hosts: web, probe: packages, where: { name: openssl }, expect_same: [version] }";

  @TempDir private Path folder;

  @BeforeEach
  void hosts() throws IOException {
    Files.writeString(
        folder.resolve("hosts.yml"),
        """
        all:
          vars: { ansible_connection: local }
          hosts: { db1: }
          children:
            web: { hosts: { web1: , web2: , web3: } }
        """);
  }

  private Started run(String check, String... more) throws IOException {
    Files.writeString(
        folder.resolve("site.yaml"),
        """
        policy: site
        title: What this site agrees on
        hosts: all

        checks:

        """
            + check
            + "\n");
    String[] arguments = new String[more.length + 4];
    System.arraycopy(more, 0, arguments, 0, more.length);
    arguments[more.length] = "-i";
    arguments[more.length + 1] = folder + "/hosts.yml";
    arguments[more.length + 2] = "-p";
    arguments[more.length + 3] = folder + "/site.yaml";
    Started started = Started.with(arguments);
    return new Started(
        started.code(), started.out(), started.err().replace(folder + "/", "").replace("\n", "¶"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "[version] # [name] # 7:111: error: name tells the rows apart, so it cannot differ"
            + " # columns that may differ: version, epoch, status",
        "[version] # { version: 1 } # 7:110: error: expect_same must be a list of columns, not a mapping"
            + " # `expect_same: [version]`",
        "where: { name: openssl }, # '' # 7:5: warning: without where, every package of every host is compared"
            + " # name those that must agree: `where: { name: [openssl, libssl3] }`",
        "hosts: web # hosts: db1 # 7:49: warning: only db1 is covered: there is nothing to compare it with"
            + " # name a group of at least two hosts",
        "[version] # [versoin] # 7:111: error: unknown column \"versoin\" # did you mean \"version\"?",
        "[version] # [] # 7:110: error: expect_same must be a list of columns, and this one is empty"
            + " # `expect_same: [version]`",
      })
  void eachMistakeHasItsPlaceItsMessageAndAHint(
      String right, String wrong, String message, String hint) throws IOException {
    Started lint = run(CHECK.replace(right, wrong), "lint");
    assertThat(lint.err())
        .startsWith("site.yaml:" + message + "¶")
        .contains("¶  hint: " + hint + "¶");
    assertThat(lint.err()).containsPattern("driftline: [01] errors?, [01] warnings?¶$");
    assertThat(lint.code()).isEqualTo(message.contains("warning") ? 0 : 1);
  }

  @Test
  void aPartOfTheGroupIsUnknownAndTheWholeGroupIsAdvised() throws IOException {
    Started check = run(CHECK, "check", "web3");
    assertThat(check.out())
        .contains("\n  - 2 of 3 peers were not asked (web[1-2])\n      on web3\n")
        .contains("\n      do: ask the whole group: `driftline check web --check openssl-same`\n");
    assertThat(check.code()).isEqualTo(4);
  }

  @Test
  void theWholeGroupIsCompared() throws IOException {
    Started check = run(CHECK, "check", "web");
    assertThat(check.err()).isEmpty();
    assertThat(check.out()).startsWith("CLEAN: no drift\n");
    assertThat(check.code()).isZero();
  }

  @Test
  void twoEndsOfAPairAreComparedWithEachOther() throws IOException {
    Started lint =
        run("  - { id: c, pair: { product: mysql }, expect_same: [client.version] }", "lint");
    assertThat(lint.err())
        .contains("error: expect_same compares hosts, and a row of pair belongs to two¶")
        .contains("hint: compare its two ends: `expect: { client.series: \"= server.series\" }`¶");
  }

  @Test
  void whatAnOverrideLeavesOutIsNeitherComparedNorMissing() throws IOException {
    Path overrides =
        Files.writeString(
            folder.resolve("overrides.yaml"),
            """
            overrides:
              - { check: c, hosts: web1, where: { name: { not: bash } }, reason: built here }
            """);
    Started check =
        run(
            "  - { id: c, hosts: web, probe: packages, where: { name: [bash, dash] },"
                + " expect_same: [version], if_none: drift }",
            "check",
            "web",
            "-p",
            overrides.toString());
    assertThat(check.err()).isEmpty();
    assertThat(check.out())
        .contains("3 pass, 0 drift, 0 unknown")
        .contains("c on web1: 1 row left out by ");
    assertThat(check.code()).isZero();
  }

  @Test
  void aHostOnWhichTheCheckIsOffIsNoPeer() throws IOException {
    Path overrides =
        Files.writeString(
            folder.resolve("overrides.yaml"),
            "overrides:\n  - { check: openssl-same, hosts: web3, enabled: false, reason: a lab }\n");
    Started check = run(CHECK, "check", "web1,web2", "-p", overrides.toString());
    assertThat(check.out()).startsWith("CLEAN: no drift\n");
    assertThat(check.code()).isZero();
  }
}
