# A Go program (package prometheus-node-exporter). The Go runtime opens /dev/null on what is closed.
foreground() {
  exec closing prometheus-node-exporter --web.listen-address=127.0.0.1:8075
}
