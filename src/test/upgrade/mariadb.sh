# shellcheck shell=sh
# shellcheck disable=SC2016,SC2034,SC2154 # a part of upgrade.sh; texts for other shells
# Part of upgrade.sh: MariaDB 10.11 of Debian 12 to 11.8 of Debian 13.

client='use DBI; my $d = DBI->connect("DBI:mysql:database=mysql;host=db1", "app", "secret", {PrintError => 0});
  print $d ? "connected to " . $d->selectrow_array("select version()") . "\n" : "FAILED: $DBI::errstr\n";
  $| = 1; sleep 7200 if $d'

# What the rule maria-118-snapshot is about: a row that another session has changed since our snapshot.
snapshot='use DBI; my ($a, $b) = map { DBI->connect("DBI:mysql:database=test1;host=db1", "app", "secret", {PrintError => 0}) } 1, 2;
  $a->begin_work; $a->selectrow_array("select v from t"); $b->do("update t set v = v + 1");
  print $a->do("update t set v = v + 10") ? "went on without a word\n" : "FAILED: " . $a->err . " " . $a->errstr . "\n"'

prepare() { :; }

# The hosts have this machine's accounts, so the files get their owners anew.
run_server() {
  database sh -c 'mkdir -p /run/mysqld; chown -R mysql: /run/mysqld /var/lib/mysql; cd /; setsid mariadbd --user=mysql --bind-address=0.0.0.0 </dev/null >/var/log/mysqld.log 2>&1 &'
  wait_for db1 mariadb-admin ping
}

start_server() {
  run_server
  database mariadb -e "create user app@'%' identified by 'secret'; grant all on *.* to app@'%';
    create database test1; create table test1.t (v int) engine=innodb; insert into test1.t values (1)"
}

start_clients() {
  for host in app1 app2; do start_client "$host" perl -e "$client"; done
  start_client db1 perl -e "$client"
  sleep 3
  for host in app1 app2; do
    say "$host: $("$fleet" exec "$host" cat /tmp/client.log)"
    say "$host, a row that was changed since its snapshot: $("$fleet" exec "$host" perl -e "$snapshot")"
  done
}

gate_first() {
  gate db1 --assume 'db1: mariadb-server=11.8.3'
}

save_data() {
  database mariadb-admin shutdown
  wait_for db1 sh -c '! pidof mariadbd'
  database tar -C /var/lib -cf - mysql >"$DRIFTLINE_FLEET_ROOTS.tar"
}

upgrade_server() {
  database sh -c 'rm -rf /var/lib/mysql'
  database tar -C /var/lib -xf - <"$DRIFTLINE_FLEET_ROOTS.tar"
  rm -f -- "$DRIFTLINE_FLEET_ROOTS.tar"
  run_server
  database mariadb-upgrade >/dev/null
}

after() { say "what happened: see the lines of the clients above"; }
