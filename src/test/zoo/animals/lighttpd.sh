# lighttpd (package lighttpd).
_configure() {
  printf 'server.document-root = "/tmp"\nserver.bind = "127.0.0.1"\nserver.port = %s\nserver.errorlog = "%s"\n' \
    "$1" "$PWD/error.log" >lighttpd.conf
}

daemon() {
  _configure 8055
  closing lighttpd -f "$PWD/lighttpd.conf"
}

foreground() {
  _configure 8056
  exec closing lighttpd -D -f "$PWD/lighttpd.conf"
}
