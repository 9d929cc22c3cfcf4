# dnsmasq (package dnsmasq-base).
daemon() {
  closing dnsmasq -C /dev/null --port=8046 --listen-address=127.0.0.1 --bind-interfaces -x "$PWD/pid" --user=root
}

foreground() {
  exec closing dnsmasq -k -C /dev/null --port=8047 --listen-address=127.0.0.1 --bind-interfaces -x "$PWD/pid" --user=root
}

logging_to_stderr() {
  exec closing dnsmasq -k --log-facility=- -C /dev/null --port=8048 --listen-address=127.0.0.1 --bind-interfaces \
    -x "$PWD/pid" --user=root
}
