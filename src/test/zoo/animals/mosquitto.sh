# mosquitto (package mosquitto).
daemon() {
  closing mosquitto -d -p 8053
}

foreground() {
  exec closing mosquitto -p 8054
}
