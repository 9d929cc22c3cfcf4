# gunicorn, a server for Python programs (package gunicorn).
_configure() {
  printf 'def app(environ, start):\n    start("200 OK", [])\n    return [b""]\n' >zoo.py
}

daemon() {
  _configure
  closing gunicorn --daemon --bind 127.0.0.1:8040 --error-logfile "$PWD/error.log" --pid "$PWD/pid" zoo:app
}

# What the workers print goes to the error log, which is opened for reading and appending.
capture_output() {
  _configure
  closing gunicorn --daemon --capture-output --bind 127.0.0.1:8041 --error-logfile "$PWD/error.log" zoo:app
}

foreground() {
  _configure
  exec closing gunicorn --bind 127.0.0.1:8042 zoo:app
}
