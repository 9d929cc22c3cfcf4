# svscan, supervise and multilog (package daemontools).
_configure() {
  mkdir -p services/sleeper/log main
  printf '#!/bin/sh\nexec %s 1000\n' "$1" >services/sleeper/run
  printf '#!/bin/sh\nexec multilog %s/main\n' "$PWD" >services/sleeper/log/run
  chmod +x services/sleeper/run services/sleeper/log/run
}

supervisor() {
  _configure sleep
  exec closing svscan services
}

program() {
  _configure 'closing sleep'
  exec svscan services
}
