# A server with a path, and a client that gets the connection as 2.
import os, socket, time
server = socket.socket(socket.AF_UNIX)
server.bind("/run/database.sock")
server.listen()
if os.fork() == 0:
    server.close()
    os.close(2)
    client = socket.socket(socket.AF_UNIX)
    client.connect("/run/database.sock")
    os.set_inheritable(2, True)
    os.execvp("perl", ["perl", "/opt/plain.pl", "client"])
connection = server.accept()[0]
open("/run/ready/database", "w").close()
time.sleep(3600)
