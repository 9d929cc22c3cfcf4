# Becomes a program that is in memory only, as tools that enter a container do.
import os
program = os.memfd_create("program", 0)
with open("/usr/bin/perl", "rb") as file:
    os.sendfile(program, file.fileno(), 0, os.fstat(file.fileno()).st_size)
os.execv("/proc/self/fd/%d" % program, ["perl", "/opt/plain.pl", "memory"])
