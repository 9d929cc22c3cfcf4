# daemon, which starts any program as one (package daemon).
plain() {
  closing daemon -- sleep 1000
}

respawning() {
  closing daemon --respawn --output="$PWD/output" -- sleep 1000
}
