# tinyproxy (package tinyproxy).
_configure() {
  printf 'Port %s\nListen 127.0.0.1\nTimeout 600\nLogFile "%s"\nPidFile "%s"\n' "$1" "$PWD/tinyproxy.log" "$PWD/pid" >tinyproxy.conf
}

daemon() {
  _configure 8067
  closing tinyproxy -c "$PWD/tinyproxy.conf"
}

foreground() {
  _configure 8068
  exec closing tinyproxy -d -c "$PWD/tinyproxy.conf"
}
