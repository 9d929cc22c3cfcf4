# tmux (package tmux): its server, and a program on a terminal.
session() {
  closing tmux -S "$PWD/socket" -f /dev/null new-session -d 'sleep 1000'
}

# The numbers are closed for the program.
program() {
  tmux -S "$PWD/socket" -f /dev/null new-session -d 'exec closing sleep 1000'
}
