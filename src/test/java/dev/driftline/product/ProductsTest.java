package dev.driftline.product;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The shipped products, tried with names that packages, programs and libraries really have.
class ProductsTest {

  private static final Products PRODUCTS = Products.shipped();

  @ParameterizedTest
  @CsvSource({
    // Debian and Ubuntu
    "mariadb-server-core, mariadbd, mariadb, mariadb",
    "mariadb-server-core-10.3, mysqld, mariadb, mariadb",
    "mysql-server-core-8.0, mysqld, mysql, mysql",
    "mysql-server-5.5, mysqld, mysql, mysql",
    "postgresql-15, postgres, postgresql, postgresql",
    "redis-tools, redis-check-rdb, redis, redis",
    "redis-server, redis-server, redis, redis",
    "valkey-tools, valkey-check-rdb, valkey, valkey",
    "memcached, memcached, memcached, memcached",
    "bind9, named, named, bind",
    // Red Hat 7 to 9, and the makers' own RPMs
    "mariadb-server, mysqld, mariadb, mariadb",
    "mariadb-server, mariadbd, mariadb, mariadb",
    "MariaDB-server, mariadbd, mariadb, mariadb",
    "mysql-server, mysqld, mysql, mysql",
    "mysql8.4-server, mysqld, mysql, mysql",
    "mysql-community-server, mysqld, mysql, mysql",
    "mysql-community-server-core, mysqld, mysql, mysql",
    "mysql-commercial-server, mysqld, mysql, mysql",
    "percona-server-server, mysqld, percona, mysql",
    "percona-server-server-5.7, mysqld, percona, mysql",
    "Percona-Server-server-57, mysqld, percona, mysql",
    "percona-xtradb-cluster-server, mysqld, percona, mysql",
    "Percona-XtraDB-Cluster-server-57, mysqld, percona, mysql",
    "postgresql-server, postgres, postgresql, postgresql",
    "postgresql15-server, postgres, postgresql, postgresql",
    "percona-postgresql15-server, postgres, postgresql, postgresql",
    "redis, redis-server, redis, redis",
    "valkey, valkey-server, valkey, valkey",
    "bind, named, named, bind",
    "bind9.18, named, named, bind",
    // Alpine
    "mariadb, mariadbd, mariadb, mariadb",
    "postgresql16, postgres, postgresql, postgresql",
    // No package, as in /opt or in a container
    ", mariadbd, mariadb, mariadb",
    ", mysqld, mysql, mysql",
    ", mysqld-debug, mysql, mysql",
    ", postgres, postgresql, postgresql",
    ", redis-server, redis, redis",
    ", valkey-server, valkey, valkey",
    ", memcached, memcached, memcached",
    ", named, named, bind",
    // Of a package that nobody knows
    "acme-database, mysqld, mysql, mysql",
    // RabbitMQ, of which the program tells nothing
    "rabbitmq-server, beam.smp, rabbitmq, rabbitmq"
  })
  void knowsAServerByItsPackageOrItsProgram(
      String ofPackage, String program, String name, String scheme) {
    Optional<Server> server = PRODUCTS.server(Optional.ofNullable(ofPackage), program);
    assertThat(server.map(Server::name)).contains(name);
    assertThat(server.map(Server::counting).map(SeriesCounting::scheme)).contains(scheme);
  }

  @ParameterizedTest
  @CsvSource({
    "mysql-common, perl",
    "mariadb-common, perl",
    "mysql-router-community, mysqlrouter",
    ", mysqlrouter",
    ", mysqld_exporter",
    "prometheus-mysqld-exporter, prometheus-mysqld-exporter",
    ", redis_exporter",
    ", postgres_exporter",
    ", memcached_exporter",
    "percona-server-mongodb-server, mongod",
    "percona-toolkit, perl",
    "erlang-base, beam.smp",
    "postgresql-common, perl",
    "bindfs, bindfs",
    "systemd, systemd-resolved",
    "docker-ce, docker-proxy",
    "haproxy, haproxy",
    "pgbouncer, pgbouncer",
    ", ''"
  })
  void takesNoOtherProgramForAServer(String ofPackage, String program) {
    assertThat(PRODUCTS.server(Optional.ofNullable(ofPackage), program)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // Debian and Ubuntu
    "libmariadb3, libmariadb, mariadb, mariadb",
    "libmariadbclient18, libmariadbclient, mariadb, mariadb",
    "libmysqlclient21, libmysqlclient, mysql, mysql",
    "libmysqlclient20, libmysqlclient_r, mysql, mysql",
    "libperconaserverclient21, libperconaserverclient, percona, mysql",
    "libpq5, libpq, postgresql, postgresql",
    "libhiredis0.14, libhiredis, redis, hiredis",
    "libmemcached11t64, libmemcached, memcached, libmemcached",
    "librabbitmq4, librabbitmq, rabbitmq, librabbitmq",
    // Red Hat 7 to 9, and the makers' own RPMs
    "mariadb-connector-c, libmariadb, mariadb, connector-c",
    "mariadb-libs, libmysqlclient, mariadb, mariadb",
    "MariaDB-shared, libmariadb, mariadb, mariadb",
    "MariaDB-compat, libmysqlclient, mariadb, mariadb",
    "mysql-libs, libmysqlclient, mysql, mysql",
    "mysql-community-libs-compat, libmysqlclient, mysql, mysql",
    "percona-server-shared, libperconaserverclient, percona, mysql",
    "Percona-Server-shared-57, libperconaserverclient, percona, mysql",
    "libpq, libpq, postgresql, postgresql",
    "postgresql-libs, libpq, postgresql, postgresql",
    "postgresql15-libs, libpq, postgresql, postgresql",
    "hiredis, libhiredis, redis, hiredis",
    "libvalkey0, libvalkey, valkey, libvalkey",
    "libmemcached-awesome, libmemcached, memcached, libmemcached",
    "librabbitmq, librabbitmq, rabbitmq, librabbitmq",
    // Alpine
    "libmemcached-libs, libmemcached, memcached, libmemcached",
    "rabbitmq-c, librabbitmq, rabbitmq, librabbitmq",
    // No package, or one that tells nothing
    ", libmysqlclient, mysql, mysql",
    ", libpq, postgresql, postgresql",
    "mysql-common, libmariadbclient, mariadb, mariadb",
    "acme-database-libs, libpq, postgresql, postgresql"
  })
  void knowsAClientByItsPackageOrItsLibrary(
      String ofPackage, String library, String of, String scheme) {
    Optional<Client> client = PRODUCTS.client(Optional.ofNullable(ofPackage), library);
    assertThat(client.map(Client::of)).contains(of);
    assertThat(client.map(Client::counting).map(SeriesCounting::scheme)).contains(scheme);
  }

  @ParameterizedTest
  @CsvSource({", libpqxx", "libc6, libc", ", libmariadbd", ", libmemcachedutil", "perl-base, ''"})
  void takesNoOtherLibraryForAClients(String ofPackage, String library) {
    assertThat(PRODUCTS.client(Optional.ofNullable(ofPackage), library)).isEmpty();
  }

  @Test
  void noPortBelongsToTwoProducts() {
    Map<Integer, List<String>> ports = new LinkedHashMap<>();
    PRODUCTS
        .all()
        .forEach(product ->
            product
                .ports()
                .forEach(port ->
                    ports.computeIfAbsent(port, _ -> new ArrayList<>()).add(product.name())));
    assertThat(ports)
        .isNotEmpty()
        .allSatisfy((port, names) -> assertThat(names).as("port %d", port).hasSize(1));
  }

  /// Two clients may share a library's name if their packages tell them apart.
  @Test
  void everyLibraryBelongsToOneProductAndOneMaker() {
    for (ClientLibrary library : PRODUCTS.clientLibraries()) {
      Set<String> makers =
          clients()
              .filter(client -> client.libraries().contains(library))
              .map(Client::of)
              .collect(Collectors.toSet());
      assertThat(makers).as(library.name()).hasSize(1);
    }
  }

  /// Else two series of one scheme could not be compared.
  @Test
  void aSchemeIsCountedInOneWay() {
    Stream<SeriesCounting> countings =
        Stream.concat(
            PRODUCTS.all().stream()
                .flatMap(product -> product.servers().stream())
                .map(Server::counting),
            clients().map(Client::counting));
    assertThat(countings.collect(groupingBy(SeriesCounting::scheme)))
        .allSatisfy((scheme, all) -> {
          assertThat(all)
              .as(scheme)
              .extracting(SeriesCounting::numbers)
              .containsOnly(all.getFirst().numbers());
          assertThat(all)
              .as(scheme)
              .extracting(SeriesCounting::majorOnlyFrom)
              .containsOnly(all.getFirst().majorOnlyFrom());
        });
  }

  @Test
  void theLibrariesOfAPortAreThoseOfItsProduct() {
    assertThat(PRODUCTS.clientLibraries(3306))
        .extracting(ClientLibrary::name)
        .containsExactly(
            "libmariadb", "libmariadbclient", "libperconaserverclient", "libmysqlclient");
    assertThat(PRODUCTS.clientLibraries(5671))
        .extracting(ClientLibrary::name)
        .containsExactly("librabbitmq");
    assertThat(PRODUCTS.clientLibraries(953)).isEmpty();
    assertThat(PRODUCTS.clientLibraries(9999)).isEmpty();
  }

  private static Stream<Client> clients() {
    return PRODUCTS.all().stream().flatMap(product -> product.clients().stream());
  }
}
