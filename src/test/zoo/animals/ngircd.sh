# ngircd (package ngircd).
_configure() {
  printf '[Global]\nName = irc.zoo\nListen = 127.0.0.1\nPorts = %s\nPidFile = %s\n' "$1" "$PWD/pid" >ngircd.conf
}

daemon() {
  _configure 8073
  closing ngircd -f "$PWD/ngircd.conf"
}

foreground() {
  _configure 8074
  exec closing ngircd -n -f "$PWD/ngircd.conf"
}
