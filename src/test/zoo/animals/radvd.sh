# radvd (package radvd), on an interface that is not there.
_configure() {
  printf 'interface zoo0 {\n  IgnoreIfMissing on;\n  AdvSendAdvert on;\n};\n' >radvd.conf
}

daemon() {
  _configure
  closing radvd -C "$PWD/radvd.conf" -p "$PWD/pid"
}

foreground() {
  _configure
  exec closing radvd -n -C "$PWD/radvd.conf" -p "$PWD/pid"
}
