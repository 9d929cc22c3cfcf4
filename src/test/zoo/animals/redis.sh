# redis-server (package redis-server).
daemon() {
  closing redis-server --port 8006 --daemonize yes --logfile "$PWD/redis.log" --dir "$PWD"
}

foreground() {
  exec closing redis-server --port 8007 --dir "$PWD"
}

# Its data are in a file that it only appends to.
appending() {
  exec closing redis-server --port 8008 --dir "$PWD" --appendonly yes --logfile "$PWD/redis.log"
}
