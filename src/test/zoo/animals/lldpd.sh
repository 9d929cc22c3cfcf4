# lldpd (package lldpd), with its unprivileged half.
daemon() {
  mkdir -p /run/lldpd
  closing lldpd -u "$PWD/socket"
}

foreground() {
  mkdir -p /run/lldpd
  exec closing lldpd -d -u "$PWD/socket"
}
