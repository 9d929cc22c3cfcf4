package dev.driftline.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Series of versions as packages and programs really tell them.
class SeriesCountingTest {

  @ParameterizedTest
  @CsvSource({
    "mysqld, 5.5.62-0+deb8u1, 5.5",
    "mysqld, 8.0.40-0ubuntu0.24.04.1, 8.0",
    "mysqld, 8.4.3, 8.4",
    "mysqld, 5.1.73-8.el6_8, 5.1",
    "mysqld, Ver 8.0.40 for Linux, 8.0",
    "mariadbd, 1:10.11.19-0+deb12u1, 10.11",
    "mariadbd, 3:10.5.27-1.el9, 10.5",
    "mariadbd, 5.5.5-10.11.19-MariaDB-0+deb12u1, 10.11",
    "mariadbd, 5.5.68-1.el7, 5.5",
    "mariadbd, 'mysql Ver 15.1 Distrib 10.11.19-MariaDB, for linux', 10.11",
    "mariadbd, ' 11.4.5 ', 11.4",
    "postgres, 15.9-0+deb12u1, 15",
    "postgres, 9.6.24-0+deb9u1, 9.6",
    "postgres, 10.23, 10",
    "postgres, 10, 10",
    "postgres, 2024.1, 2024.1",
    "redis-server, 5:7.0.15-1~deb12u1, 7.0",
    "valkey-server, 8.1.1-r0, 8.1",
    "memcached, 1.6.18-1+deb12u1, 1.6",
    "named, 1:9.18.49-1~deb12u3, 9.18"
  })
  void countsAsTheMakerDoes(String program, String version, String series) {
    assertThat(series(program, version)).contains(series);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "10", "v8.0", "Distrib", "8.", ".8", "8.x", "1:", "Ver "})
  void aTextThatBeginsWithNoNumbersTellsNoSeries(String version) {
    assertThat(series("mysqld", version)).isEmpty();
  }

  private static Optional<String> series(String program, String version) {
    return Products.shipped()
        .server(Optional.empty(), program)
        .orElseThrow()
        .counting()
        .series(version);
  }
}
