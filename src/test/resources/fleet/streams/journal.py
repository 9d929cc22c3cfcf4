# Listens where journald does, and starts a program with a stream to it as 1 and 2. Then it leaves, or stays.
import os, socket, subprocess, sys, time
os.makedirs("/run/systemd/journal")
server = socket.socket(socket.AF_UNIX)
server.bind("/run/systemd/journal/stdout")
server.listen()
client = socket.socket(socket.AF_UNIX)
client.connect("/run/systemd/journal/stdout")
connection = server.accept()[0]
subprocess.Popen(
    ["setsid", "perl", "/opt/plain.pl", "journal"], stdin=subprocess.DEVNULL, stdout=client, stderr=client)
client.close()
if sys.argv[1] == "stays":
    time.sleep(3600)
