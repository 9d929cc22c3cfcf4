# squid (package squid).
_configure() {
  cat >squid.conf <<EOF
http_port 127.0.0.1:$1
pid_filename $PWD/pid
cache_log $PWD/cache.log
access_log none
cache_mem 1 MB
pinger_enable off
cache_effective_user proxy
coredump_dir $PWD
EOF
  chown -R proxy .
}

daemon() {
  _configure 8057
  closing squid -n one -f "$PWD/squid.conf"
}

foreground() {
  _configure 8058
  exec closing squid -n two --foreground -f "$PWD/squid.conf"
}
