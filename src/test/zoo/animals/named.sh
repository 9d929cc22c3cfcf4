# named, the name server of BIND (package bind9).
_configure() {
  cat >named.conf <<EOF
options { directory "$PWD"; pid-file "$PWD/named.pid"; listen-on port $1 { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; };
controls { };
EOF
}

daemon() {
  _configure 8013
  closing named -c "$PWD/named.conf"
}

foreground() {
  _configure 8014
  exec closing named -f -c "$PWD/named.conf"
}

# It writes its log to its own stderr.
logging_to_stderr() {
  _configure 8015
  exec closing named -g -c "$PWD/named.conf"
}
