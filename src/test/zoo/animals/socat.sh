# socat (package socat), with a program at its other end.
_connect() {
  waiting sh -c "ss -ltnH 'sport = $1' | grep -q ."
  tail -f /dev/null | socat - "TCP:127.0.0.1:$1" &
}

# The program gets one end of a pair of sockets on 0 and 1.
pair() {
  closing socat TCP-LISTEN:8026,fork EXEC:'sleep 1000' &
  _connect 8026
}

pipes() {
  closing socat TCP-LISTEN:8027,fork EXEC:'sleep 1000',pipes,stderr &
  _connect 8027
}

terminal() {
  closing socat TCP-LISTEN:8028,fork EXEC:'sleep 1000',pty,stderr,setsid,ctty &
  _connect 8028
}

# The program gets the connection itself.
nofork() {
  closing socat TCP-LISTEN:8029,fork EXEC:'sleep 1000',nofork &
  _connect 8029
}
