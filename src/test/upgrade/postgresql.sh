# shellcheck shell=sh
# shellcheck disable=SC2016,SC2034,SC2154 # a part of upgrade.sh; texts for other shells
# Part of upgrade.sh: PostgreSQL 15 of Debian 12 to 17 of Debian 13, after which the passwords are SCRAM only. old1 has a
# libpq 9.6, which does not know SCRAM.

LIBPQ_SHA256=3d4bdb64d4bb0a8757f1efacfed3994aa4a0a37002d5222d7be6c3ddea95e474

prepare() {
  make_old_libpq
  cat >"$roots/client.c" <<'C'
#include <stdio.h>
#include <unistd.h>
typedef struct pg_conn PGconn;
extern PGconn *PQconnectdb(const char *);
extern int PQstatus(const PGconn *);
extern char *PQerrorMessage(const PGconn *);
extern const char *PQparameterStatus(const PGconn *, const char *);
int main(void) {
  PGconn *c = PQconnectdb("host=db1 user=app password=secret dbname=postgres");
  if (PQstatus(c) == 0) printf("connected to %s\n", PQparameterStatus(c, "server_version"));
  else printf("FAILED: %s", PQerrorMessage(c));
  fflush(stdout);
  return PQstatus(c) == 0 ? (int)sleep(7200) : 1;
}
C
  gcc -o "$roots/pgclient" "$roots/client.c" "$roots/bookworm/usr/lib/x86_64-linux-gnu/libpq.so.5" \
    -Wl,--allow-shlib-undefined
}

# The hosts have this machine's accounts, so the files get their owners anew.
run_server() {
  database sh -c 'mkdir -p /run/postgresql; chown -R postgres: /run/postgresql /var/lib/postgresql /etc/postgresql /etc/ssl/private; chmod 711 /etc/ssl/private; chmod 600 /etc/ssl/private/*'
  database sh -c 'f=$(echo /etc/postgresql/*/main) && echo "host all all 0.0.0.0/0 md5" >>$f/pg_hba.conf &&
    echo "listen_addresses = '"'*'"'" >>$f/postgresql.conf && echo "password_encryption = $1" >>$f/postgresql.conf' sh "$1"
  database sh -c 'v=$(ls /etc/postgresql); setsid su postgres -c "/usr/lib/postgresql/$v/bin/postgres -D /var/lib/postgresql/$v/main -c config_file=/etc/postgresql/$v/main/postgresql.conf" </dev/null >/var/log/pg.log 2>&1 &'
  wait_for db1 su postgres -c 'psql -c "select 1"'
}

sql() {
  database su postgres -c "psql -qc \"$1\""
}

start_server() {
  run_server md5
  sql "create role app login superuser password 'secret'"
}

start_clients() {
  "$fleet" exec old1 sh -c 'cat >/tmp/p.deb && dpkg --force-all -i /tmp/p.deb' <"$roots/libpq5.deb" >/dev/null 2>&1
  for host in app1 app2 old1; do
    "$fleet" exec "$host" sh -c 'cat >/usr/local/bin/pgclient && chmod 755 /usr/local/bin/pgclient' <"$roots/pgclient"
    start_client "$host" env LD_LIBRARY_PATH=/usr/lib/pg96 pgclient
  done
  sleep 3
  for host in app1 app2 old1; do say "$host: $("$fleet" exec "$host" cat /tmp/client.log)"; done
}

gate_first() {
  cat >"$roots/plan.yaml" <<'P'
plan: postgresql-17
assume:
  - { hosts: db1, package: postgresql-15, version: "17.6-0+deb13u1" }
told:
  - { product: postgresql, servers: db1, is: { role_password: scram, hba_method: md5 }, reason: The passwords are set anew with the upgrade. }
P
  gate --assume-file "$roots/plan.yaml"
}

save_data() {
  database su postgres -c pg_dumpall >"$roots/dump.sql"
}

upgrade_server() {
  run_server scram-sha-256
  database su postgres -c 'psql -q' <"$roots/dump.sql" >/dev/null 2>&1
  sql "alter role app password 'secret'"
}

after() { say "what happened: see the lines of the clients above"; }
