# ssh-agent (package openssh-client).
daemon() {
  closing ssh-agent -a "$PWD/socket"
}

foreground() {
  exec closing ssh-agent -D -a "$PWD/socket"
}
