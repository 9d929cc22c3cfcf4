package dev.driftline.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The programs of the outage that driftline was born from, on hosts of a [Fleet].
final class Story {

  private Story() {}

  static void startDatabase(Fleet fleet, String host) throws IOException, InterruptedException {
    fleet.inside(
        host,
        """
        set -e
        mkdir -p /srv/db /run/mysqld && chown mysql /srv/db /run/mysqld
        mariadb-install-db --no-defaults --user=mysql --datadir=/srv/db --skip-test-db >/dev/null
        setsid mariadbd --no-defaults --user=mysql --datadir=/srv/db --bind-address=0.0.0.0 \
          --innodb-log-file-size=8M --skip-name-resolve --socket=/run/mysqld/mysqld.sock \
          </dev/null >/dev/null 2>>/srv/db/log &
        n=0
        until mariadb --no-defaults -S /run/mysqld/mysqld.sock -e "grant all on *.* to 'app'@'%' identified by 'app'"
        do n=$((n+1)); [ $n -lt 300 ] || exit 1; sleep 0.1; done 2>/srv/db/wait
        """);
  }

  static void startDaemon(Fleet fleet, String host, String state)
      throws IOException, InterruptedException {
    fleet.put(host, "/usr/local/bin/dnsdump.pl", resource("dnsdump.pl"));
    fleet.inside(
        host,
        """
        setsid perl /usr/local/bin/dnsdump.pl %1$s db1 </dev/null >/dev/null 2>/tmp/err &
        n=0
        until [ -s /tmp/%1$s.ready ]
        do n=$((n+1)); [ $n -lt 300 ] || { cat /tmp/err; exit 1; }; sleep 0.1; done
        """
            .formatted(state));
  }

  private static String resource(String name) throws IOException {
    return Files.readString(Path.of("src/test/resources/story", name));
  }
}
