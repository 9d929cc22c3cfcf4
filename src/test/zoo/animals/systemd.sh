# Services of systemd, played: as_systemd.py opens 0, 1 and 2 in the same way (package python3).

journal() {
  exec /usr/bin/python3 "$ZOO/as_systemd.py" journal closing sleep 1000
}

journal_gone() {
  exec /usr/bin/python3 "$ZOO/as_systemd.py" journal_gone closing sleep 1000
}

accept() {
  exec /usr/bin/python3 "$ZOO/as_systemd.py" accept closing sleep 1000
}

accept_unix() {
  exec /usr/bin/python3 "$ZOO/as_systemd.py" accept_unix closing sleep 1000
}

listening() {
  exec /usr/bin/python3 "$ZOO/as_systemd.py" listening closing sleep 1000
}

fifo() {
  exec /usr/bin/python3 "$ZOO/as_systemd.py" fifo closing sleep 1000
}

append() {
  exec /usr/bin/python3 "$ZOO/as_systemd.py" append closing sleep 1000
}

file() {
  exec /usr/bin/python3 "$ZOO/as_systemd.py" file closing sleep 1000
}

truncate() {
  exec /usr/bin/python3 "$ZOO/as_systemd.py" truncate closing sleep 1000
}

input_file() {
  exec /usr/bin/python3 "$ZOO/as_systemd.py" input_file closing sleep 1000
}

data() {
  exec /usr/bin/python3 "$ZOO/as_systemd.py" data closing sleep 1000
}

nothing() {
  exec /usr/bin/python3 "$ZOO/as_systemd.py" nothing closing sleep 1000
}

tty() {
  exec /usr/bin/python3 "$ZOO/as_systemd.py" tty closing sleep 1000
}

inherit() {
  exec /usr/bin/python3 "$ZOO/as_systemd.py" inherit closing sleep 1000
}

kmsg() {
  exec /usr/bin/python3 "$ZOO/as_systemd.py" kmsg closing sleep 1000
}
