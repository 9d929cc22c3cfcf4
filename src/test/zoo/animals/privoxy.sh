# privoxy (package privoxy).
_configure() {
  printf 'listen-address 127.0.0.1:%s\nlogdir %s\nlogfile privoxy.log\n' "$1" "$PWD" >config
}

daemon() {
  _configure 8069
  closing privoxy --pidfile "$PWD/pid" "$PWD/config"
}

foreground() {
  _configure 8070
  exec closing privoxy --no-daemon "$PWD/config"
}
