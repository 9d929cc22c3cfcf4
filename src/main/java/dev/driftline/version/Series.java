package dev.driftline.version;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A product and its line of releases as the product itself counts them: MySQL 5.5, MariaDB 10.11, PostgreSQL 15.
///
/// @param product `mysql`, `mariadb`, `percona`, `postgresql`, `redis`
/// @param series  `major.minor`; for PostgreSQL from 10 on `major`
public record Series(String product, String series) {

  private static final int POSTGRESQL_MAJOR_ONLY = 10;
  private static final Pattern DISTRIB = Pattern.compile("Distrib ([0-9][^ ,]*)");
  private static final Pattern NUMBERS = Pattern.compile("^([0-9]+)\\.([0-9]+)");
  private static final Pattern MAJOR = Pattern.compile("^([0-9]+)");
  private static final Pattern HANDSHAKE = Pattern.compile("^5\\.5\\.5-([0-9]+\\..*)$");

  /// Names that belong to a product, as the beginning of a package's, a library's or a program's name; the first that
  /// fits counts.
  private record Names(String product, List<String> beginnings) {}

  private static final List<Names> NAMES =
      List.of(
          new Names("percona", List.of("percona-", "libperconaserverclient")),
          new Names("mariadb", List.of("mariadb", "libmariadb")),
          new Names(
              "mysql",
              List.of(
                  "mysqld",
                  "mysql-server",
                  "mysql-client",
                  "mysql-community-",
                  "mysql-libs",
                  "mysql-commercial-",
                  "libmysqlclient",
                  "mysql")),
          new Names("postgresql", List.of("postgres", "libpq")),
          new Names("redis", List.of("redis", "libhiredis", "valkey")));

  /// Programs between a client and its server, and what else only begins like one: they are of no series themselves.
  private static final List<String> NONE =
      List.of(
          "mysql-common",
          "mariadb-common",
          "mysqlrouter",
          "mysql-router",
          "mysql-proxy",
          "mysqld_exporter",
          "mysqld-exporter",
          "postgres_exporter",
          "postgres-exporter",
          "postgresql-exporter",
          "redis_exporter",
          "redis-exporter");

  /// The product that a package, a library or a program belongs to. `mysql-common` tells nothing: Debian gives version
  /// 5.8+1.1.0 of it to MariaDB hosts. A `libmariadbclient` is MariaDB's.
  public static Optional<String> product(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (NONE.stream().anyMatch(lower::startsWith)) {
      return Optional.empty();
    }
    return NAMES.stream()
        .filter(names -> names.beginnings().stream().anyMatch(lower::startsWith))
        .map(Names::product)
        .findFirst();
  }

  /// The series of a version of `product`; empty if the text does not tell.
  ///
  /// The prefix `5.5.5-` of MariaDB 10's handshake (MDEV-4088) is no version; of `Ver 15.1 Distrib 10.11.19-MariaDB`
  /// the second number counts.
  public static Optional<Series> of(String product, String version) {
    String text = Parts.withoutEpoch(version.strip());
    Matcher distrib = DISTRIB.matcher(text);
    if (distrib.find()) {
      text = distrib.group(1);
    } else if (text.startsWith("Ver ")) {
      text = text.substring("Ver ".length());
    }
    Matcher handshake = HANDSHAKE.matcher(text);
    if (product.equals("mariadb") && handshake.matches()) {
      text = handshake.group(1);
    }
    return numbers(product, text).map(series -> new Series(product, series));
  }

  private static Optional<String> numbers(String product, String text) {
    if (product.equals("postgresql")) {
      Matcher major = MAJOR.matcher(text);
      if (major.find()
          && major.group(1).length() < 4
          && Integer.parseInt(major.group(1)) >= POSTGRESQL_MAJOR_ONLY) {
        return Optional.of(major.group(1));
      }
    }
    Matcher numbers = NUMBERS.matcher(text);
    return numbers.find()
        ? Optional.of(numbers.group(1) + "." + numbers.group(2))
        : Optional.empty();
  }
}
