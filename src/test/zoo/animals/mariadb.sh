# MariaDB (package mariadb-server), on the data that its package made.
foreground() {
  mkdir -p /run/mysqld
  chown mysql /run/mysqld
  exec closing mariadbd --user=mysql --port=8016
}
