# snmpd (package snmpd).
daemon() {
  closing snmpd -Lf "$PWD/snmpd.log" -p "$PWD/pid" udp:127.0.0.1:8021
}

foreground() {
  exec closing snmpd -f -p "$PWD/pid" udp:127.0.0.1:8022
}
