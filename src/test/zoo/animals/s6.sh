# s6-svscan, s6-supervise and s6-log (package s6).
_configure() {
  mkdir -p services/sleeper/log main
  printf '#!/bin/sh\nexec %s 1000\n' "$1" >services/sleeper/run
  printf '#!/bin/sh\nexec s6-log %s/main\n' "$PWD" >services/sleeper/log/run
  chmod +x services/sleeper/run services/sleeper/log/run
}

supervisor() {
  _configure sleep
  exec closing s6-svscan services
}

program() {
  _configure 'closing sleep'
  exec s6-svscan services
}
