# The Apache web server (package apache2).
_configure() {
  cat >apache2.conf <<EOF
ServerRoot $PWD
ServerName zoo
PidFile $PWD/apache2.pid
ErrorLog $PWD/error.log
Listen $1
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
User www-data
Group www-data
EOF
}

daemon() {
  _configure 8003
  closing apache2 -f "$PWD/apache2.conf" -k start
}

foreground() {
  _configure 8004
  exec closing apache2 -f "$PWD/apache2.conf" -DFOREGROUND
}

# Its log goes to a program, which has the reading end of a pipe.
piped_log() {
  _configure 8005
  sed -i 's/^ErrorLog .*/ErrorLog "|\/bin\/cat"/' apache2.conf
  closing apache2 -f "$PWD/apache2.conf" -k start
}
