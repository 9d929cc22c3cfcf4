# snmpd (package snmpd).
daemon() {
  closing snmpd -C -Lf "$PWD/snmpd.log" -p "$PWD/pid" udp:127.0.0.1:8021
}

foreground() {
  exec closing snmpd -C -f -p "$PWD/pid" udp:127.0.0.1:8022
}
