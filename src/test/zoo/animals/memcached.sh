# memcached (package memcached).
daemon() {
  closing memcached -d -u nobody -p 8051 -l 127.0.0.1
}

foreground() {
  exec closing memcached -u nobody -p 8052 -l 127.0.0.1
}
