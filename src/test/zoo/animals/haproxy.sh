# haproxy (package haproxy).
_configure() {
  cat >haproxy.cfg <<EOF
defaults
  mode tcp
  timeout connect 5s
  timeout client 5s
  timeout server 5s
listen web
  bind 127.0.0.1:$1
EOF
}

daemon() {
  _configure 8009
  closing haproxy -D -f haproxy.cfg
}

# As the package's unit starts it: a master that keeps its worker.
master() {
  _configure 8010
  exec closing haproxy -W -f haproxy.cfg
}
