# OpenSSH (packages openssh-server and openssh-client): the server, what it starts, and clients in the background.
_configure() {
  mkdir -p /run/sshd
  ssh-keygen -q -t ed25519 -N '' -f host
  ssh-keygen -q -t ed25519 -N '' -f user
  cat >sshd_config <<EOF
HostKey $PWD/host
AuthorizedKeysFile $PWD/user.pub
PidFile $PWD/sshd.pid
StrictModes no
UsePAM no
EOF
}

_serve() {
  "$@" /usr/sbin/sshd -f "$PWD/sshd_config" -p "$port" -o ListenAddress=127.0.0.1
  waiting sh -c "ss -ltnH 'sport = $port' | grep -q ."
}

_client() {
  closing=$1
  shift
  exec "$closing" ssh -F none -i user -p "$port" -o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=no \
    -o LogLevel=ERROR "$@"
}

daemon() {
  port=8030
  _configure
  _serve closing
}

foreground() {
  _configure
  exec closing /usr/sbin/sshd -D -f "$PWD/sshd_config" -p 8031 -o ListenAddress=127.0.0.1
}

# A program that runs while its client is there has three pipes to sshd.
command() {
  port=8032
  _configure
  _serve env
  _client env 127.0.0.1 'exec /run/zoo/bin/closing sleep 1000' &
}

# `ssh -f` waits for the program in the background.
background() {
  port=8033
  _configure
  _serve env
  _client closing -f 127.0.0.1 'sleep 1000'
}

# A connection that stays for later sessions.
control_master() {
  port=8034
  _configure
  _serve env
  _client closing -o ControlMaster=auto -o ControlPath="$PWD/control" -o ControlPersist=yes 127.0.0.1 true
}

# `ssh host 'daemon &'`: the client has gone, and nobody has the other ends of the pipes.
left_behind() {
  port=8035
  _configure
  _serve env
  _client env 127.0.0.1 "/run/zoo/bin/closing sleep 1000 & echo \$! >$PWD/pid; sleep 1000" &
  waiting test -s pid
  kill $!
}

# A login on a terminal, and a program that outlives it.
terminal_gone() {
  port=8036
  _configure
  _serve env
  _client env -tt 127.0.0.1 'trap "" HUP; exec /run/zoo/bin/closing setsid -f sleep 1000'
}
