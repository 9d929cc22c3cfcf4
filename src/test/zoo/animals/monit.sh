# monit (package monit).
_configure() {
  printf 'set daemon 1000\nset log %s\nset pidfile %s\nset idfile %s\nset statefile %s\ncheck system zoo\n' \
    "$PWD/monit.log" "$PWD/pid" "$PWD/id" "$PWD/state" >monitrc
  chmod 600 monitrc
}

daemon() {
  _configure
  closing monit -c "$PWD/monitrc"
}

foreground() {
  _configure
  exec closing monit -I -c "$PWD/monitrc"
}
