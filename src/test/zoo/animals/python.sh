# Python programs (package python3).
service() {
  exec closing /usr/bin/python3 -m http.server 8045 --bind 127.0.0.1
}

# A careful one opens /dev/null before anything else.
careful_daemon() {
  closing /usr/bin/python3 -c '
import os, signal
null = os.open("/dev/null", os.O_RDWR)
for number in range(3):
    os.dup2(null, number)
if os.fork() == 0:
    os.setsid()
    signal.pause()'
}

# A careless one closes 1 and opens its orders, closes 2 and opens its journal.
careless_daemon() {
  closing /usr/bin/python3 -c '
import os, signal
def close(number):
    try:
        os.close(number)
    except OSError:
        pass
if os.fork() == 0:
    close(1)
    orders = open("orders.csv", "wb")
    close(2)
    journal = open("ledger.journal", "ab")
    signal.pause()'
}

# It connects to its database after it was started.
client() {
  exec closing /usr/bin/python3 -c '
import socket, signal
server = socket.create_server(("127.0.0.1", 0))
connection = socket.create_connection(server.getsockname())
signal.pause()'
}

# Its workers talk by pipes and pairs of sockets.
pool() {
  exec closing /usr/bin/python3 -c '
import multiprocessing, signal
if __name__ == "__main__":
    with multiprocessing.get_context("fork").Pool(2) as pool:
        signal.pause()'
}

subprocess() {
  exec /usr/bin/python3 -c '
import subprocess
pipe = subprocess.PIPE
subprocess.Popen(["closing", "sleep", "1000"], stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT).wait()'
}
