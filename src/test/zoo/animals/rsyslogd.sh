# rsyslogd (package rsyslog).
_configure() {
  printf 'module(load="imuxsock" SysSock.Name="%s")\n*.* %s\n' "$PWD/socket" "$PWD/messages" >rsyslog.conf
}

daemon() {
  _configure
  closing rsyslogd -f "$PWD/rsyslog.conf" -i "$PWD/pid"
}

foreground() {
  _configure
  exec closing rsyslogd -n -f "$PWD/rsyslog.conf" -i "$PWD/pid"
}
