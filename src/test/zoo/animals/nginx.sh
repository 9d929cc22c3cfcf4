# nginx, a web server (package nginx-light).
_configure() {
  mkdir logs
  cat >nginx.conf <<EOF
error_log $PWD/error.log;
pid $PWD/nginx.pid;
events { }
http { access_log off; server { listen $1; } }
EOF
}

# The master opens /dev/null on 0 and 1, and its error log on 2.
daemon() {
  _configure 8001
  closing nginx -c "$PWD/nginx.conf"
}

foreground() {
  _configure 8002
  exec closing nginx -c "$PWD/nginx.conf" -g 'daemon off;'
}
