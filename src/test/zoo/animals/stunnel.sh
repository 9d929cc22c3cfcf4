# stunnel (package stunnel4).
_configure() {
  openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=zoo -keyout key.pem -out cert.pem 2>/dev/null
  cat >stunnel.conf <<EOF
foreground = $2
pid = $PWD/stunnel.pid
output = $PWD/stunnel.log
cert = $PWD/cert.pem
key = $PWD/key.pem
[web]
accept = 127.0.0.1:$1
connect = 127.0.0.1:9
EOF
}

daemon() {
  _configure 8011 no
  closing stunnel4 stunnel.conf
}

foreground() {
  _configure 8012 yes
  exec closing stunnel4 stunnel.conf
}
