# screen (package screen): its server, and a program on a terminal.
session() {
  closing screen -dmS zoo1 sleep 1000
}

program() {
  screen -dmS zoo2 closing sleep 1000
}
