# The story's daemon in one of its states. usage: daemon.py ROLE ADDRESS [PORT]
import os
import socket
import sys
import time

role, address = sys.argv[1:3]
null = os.open("/dev/null", os.O_RDWR)
os.dup2(null, 9)
os.close(null)


def settle(name, number):
    with open("/proc/self/comm", "w") as comm:
        comm.write(name)
    os.write(1, b"ready %d\n" % number)
    os.dup2(9, 1)
    os.close(9)


def connected():
    return socket.create_connection((address, int(sys.argv[3])))


if role == "listener":
    server = socket.create_server((address, 0))
    settle("db-stand-in", server.getsockname()[1])
    clients = []
    while True:
        clients.append(server.accept())
elif role == "healthy":
    database = connected()
    settle("dnsdump-ok.py", database.fileno())
elif role == "closed":
    os.close(2)
    with_name = open("/proc/self/comm", "w")
    with_name.write("dnsdump-bomb.py")
    with_name.close()
    os.write(1, b"ready 0\n")
    os.dup2(9, 1)
    os.close(9)
elif role == "socket":
    os.close(2)
    database = connected()
    settle("dnsdump.py", database.fileno())
while True:
    time.sleep(3600)
