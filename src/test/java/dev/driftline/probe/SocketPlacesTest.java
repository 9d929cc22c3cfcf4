package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.budget.Budget;
import dev.driftline.probe.kit.network.SocketPlaces;
import dev.driftline.probe.kit.network.SocketTable;
import dev.driftline.product.Products;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketPlacesTest {

  @Test
  void everyKnownProductHasPlacesThatAHostCanBeAskedFor() {
    assertThat(Products.shipped().all())
        .isNotEmpty()
        .allSatisfy(product ->
            assertThat(
                    SocketPlaces.of(
                        Stream.concat(
                                product.ports().stream().map(String::valueOf),
                                product.sockets().stream())
                            .collect(Collectors.joining(","))))
                .as(product.name())
                .isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "33060000", "3306,", "/run/a b", "/run/a;b", "/run/a'b", "run/a", "/"})
  void whatAShellCouldMisreadIsNoPlace(String list) {
    assertThat(SocketPlaces.of(list)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/run/x/y.sock, /run/x/y.sock, true",
    "/run/x/y.sock, /var/run/x/y.sock, true",
    "/var/run/x/y.sock, /run/x/y.sock, true",
    "/run/x/y.sock, /run/x/y.socket, false",
    "/run/x/y.sock, /srv/run/x/y.sock, false"
  })
  void runAndVarRunAreOneFolder(String wanted, String bound, boolean same) {
    SocketTable table = new SocketTable(Budget.unlimited());
    table.addUnix(List.of("0001", "00000000", "03", "7", bound));
    assertThat(SocketPlaces.of(wanted).orElseThrow().inodes(table).toList())
        .isEqualTo(same ? List.of("7") : List.of());
  }
}
