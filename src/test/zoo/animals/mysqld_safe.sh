# mysqld_safe of MariaDB (package mariadb-server), which starts the server and writes its log.
daemon() {
  cp -a /var/lib/mysql data
  chown mysql .
  closing mysqld_safe --user=mysql --datadir="$PWD/data" --port=8017 --socket="$PWD/socket" --pid-file="$PWD/pid" \
    --log-error="$PWD/error.log" &
}
