package dev.driftline.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductReaderTest {

  private static final String GOOD =
      """
      products:
        - product: acme
          ports: [4000, 4001]
          sockets: [/run/acme.sock]
          except: [acme-doc]
          servers:
            acme: { programs: [acmed], packages: [acme*], scheme: acme, series: 1 }
          clients:
            libacme:
              libraries: [libacme]
              packages: [libacme*]
              scheme: libacme
              series: 2
              major_only_from: 5
              normalise: ["^acme ([0-9.]+)"]
      """;

  @Test
  void readsAProduct() {
    Problems problems = new Problems();
    Products products = read(GOOD, problems);
    assertThat(problems.sorted()).isEmpty();
    Product acme = products.all().getFirst();
    assertThat(acme.name()).isEqualTo("acme");
    assertThat(acme.ports()).containsExactly(4000, 4001);
    assertThat(acme.sockets()).containsExactly("/run/acme.sock");
    assertThat(acme.except().patterns()).containsExactly("acme-doc");
    Server server = acme.servers().getFirst();
    assertThat(server.programs().patterns()).containsExactly("acmed");
    assertThat(server.counting().series("3.2.1")).contains("3");
    Client client = acme.clients().getFirst();
    assertThat(client.of()).isEqualTo("acme");
    assertThat(client.libraries()).containsExactly(new ClientLibrary("libacme"));
    assertThat(client.counting().series("acme 4.2.1")).contains("4.2");
    assertThat(client.counting().series("acme 5.2.1")).contains("5");
    assertThat(products.server(Optional.of("ACME-server"), "x")).contains(server);
    assertThat(products.server(Optional.of("acme-doc"), "x")).isEmpty();
  }

  @Test
  void aStarAtTheEndOfANameStandsForAnyText() {
    Names names = new Names(List.of("libacme.x*", "b+"));
    for (String name : List.of("libacme.x", "libacme.x-dev", "LibAcme.X\n", "b+", "B+")) {
      assertThat(names.have(name)).as(name).isTrue();
    }
    for (String name : List.of("libacme", "libacmeyx", "mylibacme.x", "bb", "b+x", "")) {
      assertThat(names.have(name)).as(name).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ports: [4000, 4001]|ports: [0]|p:3:13: ports must be a number from 1 to 65535|write 3000, for example",
        "ports: [4000, 4001]|ports: 4000|p:3:12: ports must be a list, not a text|write `ports: [A, B]`",
        "ports: [4000|port: [4000|p:3:5: unknown key \"port\"|did you mean \"ports\"?",
        "product: acme|product: The Acme|p:2:14: \"The Acme\" cannot stand in product|what fits: [a-z0-9]+(-[a-z0-9]+)*",
        "[/run/acme.sock]|[run/acme.sock]|p:4:15: \"run/acme.sock\" cannot stand in sockets|what fits: /[A-Za-z0-9._/-]{1,106}",
        "[acme-doc]|[[acme-doc]]|p:5:14: except must be a text, not a list|write one value",
        "packages: [acme*]|packages: ['a me']|p:7:45: \"a me\" cannot stand in packages|what fits: [A-Za-z0-9._+-]{1,100}\\*?",
        "[libacme]|[lib.*]|p:10:21: \"lib.*\" cannot stand in libraries|what fits: lib[A-Za-z0-9_-]{1,60}(\\.so)?",
        "scheme: acme, ||p:7:13: scheme is missing|add `scheme: …`",
        "series: 1|series: x|p:7:75: series must be a number from 1 to 3|write 1, for example",
        "major_only_from: 5|of: acne|p:14:13: unknown server \"acne\"|did you mean \"acme\"?",
        "libraries: [libacme]|of: acme|p:9:7: the client libacme has neither libraries nor programs|write `libraries: [libNAME]` or `programs: [NAME]`",
        "^acme ([0-9.]+)|^acme ([0-9.]+|p:15:21: not a regular expression: missing closing )|RE2 syntax, without looking ahead or back",
        "^acme ([0-9.]+)|^acme [0-9.]+|p:15:21: the expression must have one group|put the version into parentheses: `^Ver ([0-9.]*)`",
        "except: [acme-doc]|clients: acme|p:5:14: clients must be a mapping, not a text|write `NAME: { … }` for each",
        "products:|product:|p:1:1: unknown key \"product\"|did you mean \"products\"?"
      })
  void saysWhatIsWrongAndWhereAndWhatToWrite(
      String right, String wrong, String message, String hint) {
    assertThat(GOOD).contains(right);
    Problems problems = new Problems();
    read(GOOD.replace(right, wrong == null ? "" : wrong), problems);
    Problem first = problems.sorted().getFirst();
    assertThat(first.at() + ": " + first.message()).isEqualTo(message);
    assertThat(first.hint()).isEqualTo(hint);
  }

  @Test
  void aNameStandsForOneProductAndOneServer() {
    Problems problems = new Problems();
    read(GOOD + GOOD.substring(GOOD.indexOf('\n') + 1), problems);
    assertThat(problems.sorted().stream().map(Problem::message).collect(Collectors.joining("; ")))
        .isEqualTo("the product acme is described twice; the server acme is described twice");
  }

  private static Products read(String text, Problems problems) {
    return ProductReader.read(new SourceFile("p", text), problems);
  }
}
