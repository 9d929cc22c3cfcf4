# lldpd (package lldpd), with its unprivileged half. As a daemon it moves its descriptors in another way at each start.
foreground() {
  mkdir -p /run/lldpd
  exec closing lldpd -d -u "$PWD/socket"
}
