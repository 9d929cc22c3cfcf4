# slapd of OpenLDAP (package slapd).
_configure() {
  mkdir data
  cat >slapd.conf <<EOF
include /etc/ldap/schema/core.schema
pidfile $PWD/pid
moduleload /usr/lib/ldap/back_mdb
database mdb
suffix dc=zoo
directory $PWD/data
EOF
}

daemon() {
  _configure
  closing slapd -f slapd.conf -h ldap://127.0.0.1:8071
}

foreground() {
  _configure
  exec closing slapd -d 0 -f slapd.conf -h ldap://127.0.0.1:8072
}
