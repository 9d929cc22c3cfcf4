# openvpn (package openvpn), without a device.
daemon() {
  closing openvpn --dev null --proto udp --local 127.0.0.1 --lport 8076 --daemon --log "$PWD/openvpn.log"
}

foreground() {
  exec closing openvpn --dev null --proto udp --local 127.0.0.1 --lport 8077
}
