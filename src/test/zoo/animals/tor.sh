# tor (package tor), which is not allowed to use the network.
daemon() {
  mkdir data
  closing tor -f /nowhere --ignore-missing-torrc --DisableNetwork 1 --DataDirectory "$PWD/data" --SocksPort 8061 --RunAsDaemon 1 \
    --Log "notice file $PWD/tor.log"
}

foreground() {
  mkdir data
  exec closing tor -f /nowhere --ignore-missing-torrc --DisableNetwork 1 --DataDirectory "$PWD/data" --SocksPort 8062
}
