# nbd-server (package nbd-server), with a volume that it opens when a client comes.
daemon() {
  truncate -s 1M volume
  closing nbd-server 127.0.0.1:8078 "$PWD/volume" -C /dev/null -p "$PWD/pid"
}
