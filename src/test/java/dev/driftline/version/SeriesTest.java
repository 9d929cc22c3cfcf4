package dev.driftline.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {

  @Test
  void countsAsTheProductDoes() {
    for (List<String> line :
        List.of(
            List.of("mysql", "5.5.62-0+deb8u1", "5.5"),
            List.of("mysql", "8.0.40-0ubuntu0.24.04.1", "8.0"),
            List.of("mysql", "8.4.3", "8.4"),
            List.of("mysql", "5.1.73-8.el6_8", "5.1"),
            List.of("percona", "8.0.36-28-1.bookworm", "8.0"),
            List.of("mariadb", "1:10.11.19-0+deb12u1", "10.11"),
            List.of("mariadb", "3:10.5.27-1.el9", "10.5"),
            List.of("mariadb", "5.5.5-10.11.19-MariaDB-0+deb12u1", "10.11"),
            List.of("mariadb", "5.5.68-1.el7", "5.5"),
            List.of("mariadb", "mysql Ver 15.1 Distrib 10.11.19-MariaDB, for linux", "10.11"),
            List.of("mysql", "Ver 8.0.40 for Linux", "8.0"),
            List.of("postgresql", "15.9-0+deb12u1", "15"),
            List.of("postgresql", "9.6.24-0+deb9u1", "9.6"),
            List.of("postgresql", "10.23", "10"),
            List.of("redis", "5:7.0.15-1~deb12u1", "7.0"))) {
      assertThat(Series.of(line.get(0), line.get(1)))
          .as(line.toString())
          .contains(new Series(line.get(0), line.get(2)));
    }
    for (String text : List.of("", "abc", "10", "v8.0", "Distrib")) {
      assertThat(Series.of("mysql", text)).as(text).isEmpty();
    }
  }

  @Test
  void knowsProductsByTheirNames() {
    for (List<String> line :
        List.of(
            List.of("libmariadb3", "mariadb"),
            List.of("MariaDB-server", "mariadb"),
            List.of("mariadbd", "mariadb"),
            List.of("mysqld", "mysql"),
            List.of("libmysqlclient21", "mysql"),
            List.of("mysql-community-server-core", "mysql"),
            List.of("libperconaserverclient21", "percona"),
            List.of("percona-server-server", "percona"),
            List.of("postgresql-15", "postgresql"),
            List.of("libpq5", "postgresql"),
            List.of("redis-server", "redis"))) {
      assertThat(Series.product(line.get(0))).as(line.toString()).contains(line.get(1));
    }
    for (String name :
        List.of(
            "mysql-common",
            "mariadb-common",
            "mysqlrouter",
            "mysql-router-community",
            "mysqld_exporter",
            "docker-proxy",
            "haproxy",
            "perl",
            "")) {
      assertThat(Series.product(name)).as(name).isEmpty();
    }
  }
}
