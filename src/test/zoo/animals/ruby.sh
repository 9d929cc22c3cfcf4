# Ruby programs (package ruby).
service() {
  exec closing ruby -rsocket -e 'TCPServer.new("127.0.0.1", 0).accept'
}

daemon() {
  closing ruby -e 'Process.daemon; sleep 1000'
}

# Process.daemon with noclose keeps 0, 1 and 2 as they are.
daemon_noclose() {
  closing ruby -rsocket -e 'Process.daemon(true, true); TCPServer.new("127.0.0.1", 0).accept'
}
