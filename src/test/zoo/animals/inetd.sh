# inetd (package openbsd-inetd), with a service that has a connection.
_configure() {
  printf '%s stream tcp nowait root %s\n' "$1" "$2" >inetd.conf
}

_connect() {
  waiting sh -c "ss -ltnH 'sport = $1' | grep -q ."
  tail -f /dev/null | socat - "TCP:127.0.0.1:$1" &
}

daemon() {
  _configure 8023 '/bin/sleep sleep 1000'
  closing inetd "$PWD/inetd.conf"
  _connect 8023
}

program() {
  _configure 8024 '/run/zoo/bin/closing closing sleep 1000'
  inetd "$PWD/inetd.conf"
  _connect 8024
}
