# mini_httpd (package mini-httpd).
daemon() {
  closing mini_httpd -p 8082 -h 127.0.0.1 -d /tmp -i "$PWD/pid" -u root
}

foreground() {
  exec closing mini_httpd -D -p 8083 -h 127.0.0.1 -d /tmp -i "$PWD/pid" -u root
}

# It writes its access log itself.
logging() {
  closing mini_httpd -p 8084 -h 127.0.0.1 -d /tmp -i "$PWD/pid" -u root -l "$PWD/access.log"
}
