# runsvdir, runsv and svlogd (package runit).
_configure() {
  mkdir -p services/sleeper/log main
  printf '#!/bin/sh\nexec %s 1000\n' "$1" >services/sleeper/run
  printf '#!/bin/sh\nexec svlogd %s/main\n' "$PWD" >services/sleeper/log/run
  chmod +x services/sleeper/run services/sleeper/log/run
}

supervisor() {
  _configure sleep
  exec closing runsvdir services
}

program() {
  _configure 'closing sleep'
  exec runsvdir services
}
