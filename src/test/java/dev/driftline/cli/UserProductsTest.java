package dev.driftline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Products and tables of the user: `product: acme`, whose server and client are Perl, and whose library is libcrypt,
/// which Perl has mapped.
class UserProductsTest {

  private static final String PRODUCT =
      """
      product: acme
      ports: [4000]
      sockets: [/run/acme.sock]
      servers: { acmed: { programs: [perl*], packages: [perl*], scheme: perl, series: 1 } }
      clients: { libacme: { of: acmed, libraries: [libcrypt.so], packages: [libcrypt*], scheme: crypt, series: 1 } }
      """;

  private static final String TABLE =
      """
      format: driftline-compat/1
      table: acme
      products:
        acmed: { role: server, scheme: perl }
        libacme: { role: client, scheme: crypt }
      pairs: { libacme: [acmed] }
      known_until: { acmed: "6", libacme: "9" }
      rows:
        - { id: acme-ok, topic: auth, client: { libacme: any }, server: { acmed: "< 5" }, compatible: ok, sees: It works., src: [a test] }
        - { id: acme-5, topic: auth, client: { libacme: any }, server: { acmed: ">= 5" }, compatible: broken, sees: No login., do: Wait., src: [a test] }
      """;

  private static final String POLICY =
      """
      policy: site
      checks:
        - { id: acme-fits, pair: { product: acme }, expect: { compatible: ok }, if_none: unknown }
      """;

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void inventory() {
    write("hosts.yml", "all: { hosts: { db1: { ansible_connection: local } } }\n");
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : started) {
      process.destroy();
      process.waitFor();
    }
  }

  private void write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Started run(String command, String... more) {
    List<String> words =
        new ArrayList<>(List.of(command, "-i", folder + "/hosts.yml", "-p", folder + "/checks"));
    words.addAll(List.of(more));
    Started run = Started.with(words.toArray(String[]::new));
    return new Started(run.code(), run.out(), run.err().replace(folder + "/checks/", ""));
  }

  private String lint() {
    return run("lint").err();
  }

  @Test
  void aProductAndItsTableAreKnownToTheChecksBesideThem() {
    write("checks/z/product.yaml", PRODUCT);
    write("checks/table.yaml", TABLE);
    write("checks/a.yaml", POLICY);

    Started lint = run("lint");
    assertThat(entry(lint.code(), lint.out() + lint.err()))
        .isEqualTo(entry(0, "no errors: 1 host, 1 policy, 1 check\n"));
    Started explain = run("explain", "acme");
    assertThat(explain.out())
        .startsWith(
            """
            table acme: which client fits which server (2 rules)
              servers  acmed (known until 6)
              clients  libacme (known until 9)
            """);
  }

  @Test
  void withoutItsFileAProductIsUnknown() {
    write("checks/a.yaml", POLICY);

    assertThat(lint())
        .startsWith("a.yaml:3:39: error: unknown product \"acme\"\n")
        .contains("hint: products allowed here: mysql, ");
  }

  @Test
  void withoutATableNothingCanBeSaidOfCompatibility() {
    write("checks/product.yaml", PRODUCT);
    write("checks/a.yaml", POLICY);

    assertThat(lint())
        .isEqualTo(
            """
            a.yaml:3:39: error: there is no compatibility table for acme
              3 |   - { id: acme-fits, pair: { product: acme }, expect: { compatible: ok }, if_none: unknown }
                |                                       ^
              hint: compare versions (`client.series: "= server.series"`), or add a file with `table: acme`
            driftline: 1 error, 0 warnings
            """);
  }

  @Test
  void aNameOfAShippedProductOrServerIsTaken() {
    write("checks/product.yaml", PRODUCT.replace("product: acme", "product: mysql"));
    write("checks/other.yaml", PRODUCT.replace("acmed", "redis"));
    write("checks/third.yaml", PRODUCT.replace("acmed", "x").replace("acme", "mariadb"));

    assertThat(lint())
        .isEqualTo(
            """
            other.yaml:4:12: error: the server redis is described twice
              4 | servers: { redis: { programs: [perl*], packages: [perl*], scheme: perl, series: 1 } }
                |            ^
              hint: the other one came with driftline, in the product redis: give this one another name
            product.yaml:1:10: error: the product mysql is described twice
              1 | product: mysql
                |          ^
              hint: the other one came with driftline, in the product mysql: give this one another name
            third.yaml:1:10: error: mariadb is a server of the product mysql
              1 | product: mariadb
                |          ^
              hint: `pair: { product: mysql }`, or give this product another name
            driftline: 3 errors, 0 warnings
            """);
  }

  @Test
  void twoFilesOfOneProductAreAnErrorAndSoAreTwoTables() {
    write("checks/a.yaml", PRODUCT);
    write("checks/b.yaml", PRODUCT.replace("acmed", "other"));
    write("checks/c.yaml", TABLE);
    write("checks/d.yaml", TABLE);

    assertThat(lint().replaceAll("the other one is at \\S*/checks/", "the other one is at "))
        .isEqualTo(
            """
            b.yaml:1:10: error: the product acme is described twice
              1 | product: acme
                |          ^
              hint: the other one is at a.yaml:1:10: give this one another name
            d.yaml:2:8: error: the table acme stands twice
              2 | table: acme
                |        ^
              hint: the other one is at c.yaml:2:8: remove one of them
            driftline: 2 errors, 0 warnings
            """);
  }

  @Test
  void aTableIsAboutAProductOfTheUserAndItsNames() {
    write("checks/a.yaml", PRODUCT);
    write("checks/mysql.yaml", TABLE.replace("table: acme", "table: mysql"));
    write("checks/nobody.yaml", TABLE.replace("table: acme", "table: nobody"));
    write("checks/names.yaml", TABLE.replace("acmed", "acme"));

    assertThat(lint())
        .isEqualTo(
            """
            mysql.yaml:2:8: error: the table mysql came with driftline, and this is another one
              2 | table: mysql
                |        ^
              hint: remove it from the policies: a table of yours is about a product of yours
            names.yaml:4:3: error: unknown server of acme "acme"
              4 |   acme: { role: server, scheme: perl }
                |   ^
              hint: did you mean "acmed"?
            nobody.yaml:2:8: error: there is no product nobody, so this table would not be used
              2 | table: nobody
                |        ^
              hint: add a file with `product: nobody`
            driftline: 3 errors, 0 warnings
            """);
  }

  @Test
  void aProductNeedsPortsAndExpressionsThatCannotTakeForEver() {
    write("checks/a.yaml", PRODUCT.replace("ports: [4000]\n", ""));
    write(
        "checks/b.yaml",
        PRODUCT
            .replace("product: acme", "product: other")
            .replace("acmed", "x")
            .replace("series: 1 } }\nc", "series: 1, normalise: ['(?=a)(a+)+$'] } }\nc"));

    assertThat(lint())
        .isEqualTo(
            """
            a.yaml:1:1: error: ports is missing
              1 | product: acme
                | ^
              hint: say where its servers listen: `ports: [4000]`
            b.yaml:4:92: error: not a regular expression: invalid or unsupported Perl syntax
              4 | servers: { x: { programs: [perl*], packages: [perl*], scheme: perl, series: 1, normalise: ['(?=a)(a+)+$'] } }
                |                                                                                            ^
              hint: RE2 syntax, without looking ahead or back
            driftline: 2 errors, 0 warnings
            """);
  }

  /// Starts Perl, which ends when its input does, and returns the first line that it prints.
  private String perl(String script) throws IOException {
    Process process =
        new ProcessBuilder("perl", "-MIO::Socket::INET", "-e", "$| = 1; " + script + "; <STDIN>")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    started.add(process);
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    return out.readLine();
  }

  @Test
  void realProcessesAreJudgedByTheTableOfTheUser() throws IOException {
    String port =
        perl(
            "$s = IO::Socket::INET->new(Listen => 1, LocalAddr => '127.0.0.1') or die;"
                + " print $s->sockport, qq(\\n); $c = $s->accept");
    String connected =
        perl(
            "$s = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => %s) or die;"
                    .formatted(port)
                + " print qq(connected\\n)");
    assertThat(connected).isEqualTo("connected");
    write("checks/product.yaml", PRODUCT.replace("4000", port));
    write("checks/table.yaml", TABLE);
    write("checks/a.yaml", POLICY);

    Started check = run("check");

    assertThat(check.out())
        .contains("!! CRITICAL site/acme-fits: drift on 1 host")
        .containsPattern(
            "what: perl → db1 .*: libcrypt [0-9.]+ with acmed 5\\.[0-9.]+\\S* is broken: No login \\(acme-5\\)");
    assertThat(check.code()).isEqualTo(2);

    write("checks/table.yaml", TABLE.replace("< 5", ">= 5 < 6").replace(">= 5\" }", ">= 6\" }"));
    Started healthy = run("check");
    assertThat(healthy.out()).contains("1 check, 1 result: 1 pass");
    assertThat(healthy.code()).isZero();
  }
}
