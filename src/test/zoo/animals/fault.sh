# Faults that need no closed descriptor at the start (package python3).

# A volume is open on 2: a loop device without a file will do.
volume() {
  sleep 1000 2<>/dev/loop0 &
}

fuse() {
  sleep 1000 2<>/dev/fuse &
}

# A named pipe for 1 and 2 is a usual way to a log program.
fifo_log() {
  mkfifo pipe
  cat pipe &
  closing sleep 1000 >pipe 2>&1 &
}

# The wrong end of a pipe.
reading_end() {
  sleep 1000 | closing sh -c 'exec sleep 1000 1<&0' &
}

# A connection to a database on 2, by the path that the server is bound to.
connected() {
  exec /usr/bin/python3 -c '
import os, signal, socket
server = socket.socket(socket.AF_UNIX)
server.bind("database.sock")
server.listen()
if os.fork() == 0:
    os.close(2)
    client = socket.socket(socket.AF_UNIX)
    client.connect("database.sock")
    server.close()
    signal.pause()
connection = server.accept()[0]
signal.pause()'
}
