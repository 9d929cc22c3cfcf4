# supervisord (package supervisor), with a program.
_configure() {
  cat >supervisord.conf <<EOF
[supervisord]
logfile=$PWD/supervisord.log
pidfile=$PWD/supervisord.pid
nodaemon=$1
[program:sleeper]
command=$2 1000
EOF
}

daemon() {
  _configure false sleep
  closing supervisord -c supervisord.conf
}

foreground() {
  _configure true sleep
  exec closing supervisord -c supervisord.conf
}

program() {
  _configure false 'closing sleep'
  supervisord -c supervisord.conf
}
