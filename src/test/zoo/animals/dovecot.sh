# Dovecot (package dovecot-core), without a protocol.
_configure() {
  cat >dovecot.conf <<EOF
base_dir = $PWD/base
state_dir = $PWD/state
log_path = $PWD/dovecot.log
protocols =
ssl = no
EOF
}

daemon() {
  _configure
  closing dovecot -c "$PWD/dovecot.conf"
}

foreground() {
  _configure
  exec closing dovecot -F -c "$PWD/dovecot.conf"
}
