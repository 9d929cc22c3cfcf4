# nsd (package nsd), a name server without a zone.
_configure() {
  cat >nsd.conf <<EOF
server:
  ip-address: 127.0.0.1@$1
  pidfile: "$PWD/pid"
  zonesdir: "$PWD"
  zonelistfile: "$PWD/list"
  xfrdfile: "$PWD/xfrd"
  xfrdir: "$PWD"
  database: ""
  username: root
  logfile: "$PWD/nsd.log"
remote-control:
  control-enable: no
EOF
}

daemon() {
  _configure 8063
  closing nsd -c "$PWD/nsd.conf"
}

foreground() {
  _configure 8064
  exec closing nsd -d -c "$PWD/nsd.conf"
}
