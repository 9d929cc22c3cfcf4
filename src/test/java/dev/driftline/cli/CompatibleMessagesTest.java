package dev.driftline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The likely mistakes in a check over `compatible`, and what is said of each.
class CompatibleMessagesTest {

  private static final String CHECK =
      "  - { id: mysql-client-fits-server, pair: { product: mysql }, expect: { compatible: ok }, if_none: not-applicable }        # or [ok, risk]; no severity";

  @TempDir private Path folder;

  private Started lint(String check) throws IOException {
    Files.writeString(
        folder.resolve("hosts.yml"), "all: { hosts: { db1: { ansible_connection: local } } }\n");
    Files.writeString(
        folder.resolve("site.yaml"),
        "policy: site\ntitle: What this site agrees on\nhosts: all\n\nchecks:\n\n\n"
            + check
            + "\n");
    Started started =
        Started.with("lint", "-i", folder + "/hosts.yml", "-p", folder + "/site.yaml");
    return new Started(
        started.code(), started.out(), started.err().replace(folder + "/", "").replace("\n", "¶"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "compatible: ok # compatible: mysql # 8:85: error: unknown compatible \"mysql\""
            + " # words allowed here: ok, risk, garbled, broken; the table is that of `product`",
        "product: mysql # product: mariadb # 8:54: error: mariadb is a server of the product mysql"
            + " # `pair: { product: mysql }` and `where: { server.product: mariadb }`",
        "product: mysql # port: 3306 # 8:45: error: compatible needs a product, and a port is none"
            + " # `pair: { product: mysql }`: all its ports and sockets",
        "product: mysql # product: memcached # 8:54: error: there is no compatibility table for memcached"
            + " # compare versions (`client.series: \"= server.series\"`), or add a file with `table: memcached`",
        "if_none: not-applicable # severity: major # 8:91: error: the severity follows from the table"
            + " # remove it; `--fail-on critical` counts broken and garbled only",
      })
  void eachMistakeHasItsPlaceItsMessageAndAHint(
      String right, String wrong, String message, String hint) throws IOException {
    Started lint = lint(CHECK.replace(right, wrong));
    assertThat(lint.err())
        .startsWith("site.yaml:" + message + "¶")
        .contains("¶  hint: " + hint + "¶driftline: 1 error, 0 warnings");
    assertThat(lint.code()).isEqualTo(1);
  }

  @Test
  void theRightOneHasNone() throws IOException {
    assertThat(lint(CHECK).code()).isZero();
    assertThat(lint(CHECK.replace("compatible: ok", "compatible: [ok, risk]")).code()).isZero();
  }
}
