# atd and its jobs (package at): their output goes to a file that is sent by mail. There is only one atd on a machine.
jobs() {
  closing atd
  echo 'exec /run/zoo/bin/closing sleep 1000' | at -q a now
  echo 'exec /run/zoo/bin/closing sleep 1000' | batch
}
