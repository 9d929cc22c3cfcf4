# PostgreSQL (package postgresql), with data of its own.
_configure() {
  chown -R postgres .
  postgres=$(echo /usr/lib/postgresql/*/bin)
  _as_postgres "$postgres/initdb" --no-sync -D data >/dev/null
  printf '%s\n' "port = $1" "unix_socket_directories = '$PWD'" "fsync = off" >>data/postgresql.conf
}

_as_postgres() {
  setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
}

foreground() {
  _configure 8018
  exec closing setpriv --reuid=postgres --regid=postgres --clear-groups "$postgres/postgres" -D data
}

pg_ctl() {
  _configure 8019
  _as_postgres closing "$postgres/pg_ctl" -W -D data -l "$PWD/server.log" start
}

# Its own process collects the log.
collecting() {
  _configure 8020
  echo 'logging_collector = on' >>data/postgresql.conf
  exec closing setpriv --reuid=postgres --regid=postgres --clear-groups "$postgres/postgres" -D data
}
