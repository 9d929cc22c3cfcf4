# unbound (package unbound).
_configure() {
  cat >unbound.conf <<EOF
server:
  interface: 127.0.0.1
  port: $1
  chroot: ""
  directory: "$PWD"
  pidfile: "$PWD/pid"
  logfile: "$2"
  use-syslog: no
EOF
}

daemon() {
  _configure 8059 "$PWD/unbound.log"
  closing unbound -c "$PWD/unbound.conf"
}

foreground() {
  _configure 8060 ''
  exec closing unbound -d -c "$PWD/unbound.conf"
}
