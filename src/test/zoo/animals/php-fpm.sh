# The process manager of PHP (package php8.2-fpm).
_configure() {
  cat >fpm.conf <<EOF
[global]
error_log = $PWD/error.log
[www]
user = www-data
listen = $PWD/socket
pm = static
pm.max_children = 2
$1
EOF
}

daemon() {
  _configure ''
  closing php-fpm8.2 --fpm-config "$PWD/fpm.conf" --daemonize
}

foreground() {
  _configure ''
  exec closing php-fpm8.2 --fpm-config "$PWD/fpm.conf" --nodaemonize
}

# The master reads what its workers print.
catching_output() {
  _configure 'catch_workers_output = yes'
  exec closing php-fpm8.2 --fpm-config "$PWD/fpm.conf" --nodaemonize
}
