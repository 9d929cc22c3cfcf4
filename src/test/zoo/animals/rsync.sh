# rsync as a server (package rsync).
daemon() {
  printf 'pid file = %s\nlog file = %s\n' "$PWD/pid" "$PWD/rsync.log" >rsyncd.conf
  closing rsync --daemon --config="$PWD/rsyncd.conf" --port=8079 --address=127.0.0.1
}

foreground() {
  printf 'pid file = %s\nlog file = %s\n' "$PWD/pid" "$PWD/rsync.log" >rsyncd.conf
  exec closing rsync --daemon --no-detach --config="$PWD/rsyncd.conf" --port=8080 --address=127.0.0.1
}
