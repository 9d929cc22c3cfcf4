# Programs that a shell leaves in the background, with tools that every Debian has.
background() {
  closing sleep 1000 &
}

# nohup looks at terminals only, so here it changes nothing.
nohup_in_log() {
  closing nohup sleep 1000 &
}

# On a terminal nohup opens /dev/null for writing on 0, and nohup.out on 1 and 2.
nohup_on_terminal() {
  script -qec 'nohup closing sleep 1000 & sleep 1000' /dev/null
}

setsid_fork() {
  closing setsid -f sleep 1000
}

bash_disown() {
  closing bash -c 'sleep 1000 & disown'
}

start_stop_daemon() {
  closing start-stop-daemon --start --background --make-pidfile --pidfile "$PWD/pid" --exec /usr/bin/sleep -- 1000
}

# The program has the pipe that the shell made, and a reader.
pipeline() {
  closing sleep 1000 | cat
}

# The reader has gone.
pipeline_without_reader() {
  sleep 1000 | true
}

# As the Bourne shells of old: `<&- >&- 2>&- program &`, on purpose.
closed_by_the_shell() {
  sleep 1000 <&- >&- 2>&- &
}

here_document() {
  closing sleep 1000 <<EOF &
some text
EOF
}

# A script is read from a descriptor of its own.
script_file() {
  printf 'sleep 1000\ntrue\n' >script
  closing sh ./script &
}

deleted_log() {
  # shellcheck disable=SC2094 # the log is removed on purpose
  { rm old.log; exec sleep 1000; } >old.log 2>&1
}

# The null device by its number. Its name is another one, and it was removed.
null_removed() {
  mknod null c 1 3
  # shellcheck disable=SC2094 # this null is a device
  { rm null; exec sleep 1000; } <null >null 2>&1
}
