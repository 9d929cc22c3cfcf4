# uwsgi (packages uwsgi-core and uwsgi-plugin-python3).
_configure() {
  printf 'def application(environ, start):\n    start("200 OK", [])\n    return [b""]\n' >zoo.py
}

daemon() {
  _configure
  closing uwsgi --plugin python3 --socket 127.0.0.1:8043 --wsgi-file zoo.py --master --daemonize "$PWD/uwsgi.log"
}

foreground() {
  _configure
  exec closing uwsgi --plugin python3 --socket 127.0.0.1:8044 --wsgi-file zoo.py --master
}
