package dev.driftline.gate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssumeOptionsTest {

  private final Problems problems = new Problems();

  private String complaints() {
    return problems.sorted().stream().map(Problem::render).collect(Collectors.joining());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "db*: mariadb-server=11.4.5        | db*       | mariadb-server | 11.4.5",
        "app:&prod: a=1                    | app:&prod | a              | 1",
        "db1: mariadb-server=1:11.4.5-1    | db1       | mariadb-server | 1:11.4.5-1",
        "web:!web3:  openssl = 3.0.15-1    | web:!web3 | openssl        | 3.0.15-1",
        "db*: percona-toolkit=absent       | db*       | percona-toolkit| absent",
      })
  void theLastColonWithABlankBehindItEndsTheHosts(
      String text, String hosts, String name, String version) {
    Assumption read = AssumeOptions.read(List.of(text), problems).assumptions().getFirst();
    assertThat(complaints()).isEmpty();
    assertThat(read.hosts().text()).isEqualTo(hosts);
    assertThat(read.name()).isEqualTo(name);
    assertThat(read.to()).isEqualTo(version);
  }

  @Test
  void withoutTheBlankItCannotBeToldWhereTheHostsEnd() {
    AssumeOptions.read(List.of("db*:a=1"), problems);
    assertThat(complaints())
        .isEqualTo(
            """
            --assume:1:4: error: a blank is missing behind the hosts
              1 | db*:a=1
                |    ^
              hint: `--assume 'db*: mariadb-server=11.4.5'`: a pattern may have colons of its own
            """);
  }

  @Test
  void anArchitectureIsShownTheRightLine() {
    AssumeOptions.read(List.of("db1: a=1", "web*: libc6:amd64=2"), problems);
    assertThat(complaints())
        .isEqualTo(
            """
            --assume:2:7: error: libc6:amd64 names an architecture
              2 | web*: libc6:amd64=2
                |       ^
              hint: a package is assumed with all of its architectures: `--assume 'web*: libc6=2'`
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mariadb-server=11.4.5   | 1:1  | the hosts are missing",
        "db*: mariadb-server     | 1:1  | the version is missing",
        "db*: mariadb-server=new | 1:21 | \"new\" is no version of dpkg, rpm or apk",
        "db*: mariadb-server=    | 1:21 | \"\" is no version of dpkg, rpm or apk",
        "db*: a b=1              | 1:6  | \"a b\" cannot be the name of a package",
        "libc6:amd64=2           | 1:6  | a blank is missing behind the hosts",
      })
  void aMistakeIsShownWithItsPlace(String text, String at, String message) {
    assertThat(AssumeOptions.read(List.of(text), problems).assumptions()).isEmpty();
    assertThat(problems.sorted())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.at()).hasToString("--assume:" + at);
          assertThat(problem.message()).isEqualTo(message);
        });
  }
}
