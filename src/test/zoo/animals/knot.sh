# knotd (package knot), a name server without a zone.
_configure() {
  printf 'server:\n  rundir: %s\n  listen: 127.0.0.1@%s\ndatabase:\n  storage: %s\n' "$PWD" "$1" "$PWD" >knot.conf
}

daemon() {
  _configure 8065
  closing knotd -d -c "$PWD/knot.conf"
}

foreground() {
  _configure 8066
  exec closing knotd -c "$PWD/knot.conf"
}
