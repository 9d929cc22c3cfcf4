"""Keeps the animals of one cage: keeper.py NUMBERS DRIFTLINE ANIMAL/WAY...

NUMBERS are the descriptors that are closed when an animal's program starts, such as `02`, or `none`. Started by cage.sh.

A line on standard input asks, and one line of JSON on standard output answers:
  look    every process of every animal: its number, name, and the words of oracle.py for 0, 1 and 2
  logs    what each animal said
  check   the report of `driftline check` with the shipped checks for standard streams, and the rows of `driftline probe fds`
At the end of standard input the keeper ends, and with it the cage.
"""

import ctypes
import json
import os
import re
import socket
import subprocess
import sys
import threading

import oracle

ZOO = os.path.dirname(os.path.realpath(__file__))
SET_CHILD_SUBREAPER = 36
CLOSING = """#!/bin/sh
# usage: closing PROGRAM [ARGUMENT...]: becomes the program, with the numbers of this round closed
exec %s
exec "$@"
"""
WAITING = """#!/bin/sh
# usage: waiting COMMAND [ARGUMENT...]: until the command succeeds, for at most a minute
for _ in $(seq 300); do
  "$@" && exit
  sleep 0.2
done
exit 1
"""
INVENTORY = "all: { hosts: { zoo: { connection: local } }, vars: { stdio_min_age: 0s } }\n"


def furnish(numbers):
    """What the animals find in every cage: the programs `closing` and `waiting`, a journal, /dev/log, and a login shell that starts at once."""
    os.makedirs("/run/zoo/bin")
    write_program("closing", CLOSING % " ".join(f"{n}<&-" for n in numbers if n.isdigit()))
    write_program("waiting", WAITING)
    os.environ["PATH"] = "/run/zoo/bin:" + os.environ["PATH"]
    os.environ["ZOO"] = ZOO
    with open("/run/zoo/inventory.yml", "w", encoding="ascii") as file:
        file.write(INVENTORY)
    with open("/etc/passwd", "r+", encoding="utf-8") as file:
        users = re.sub(r"^(root:.*:).*$", r"\1/bin/sh", file.read(), flags=re.M)
        file.seek(0)
        file.truncate()
        file.write(users)
    os.makedirs("/run/systemd/journal")
    journal = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    journal.bind("/run/systemd/journal/stdout")
    journal.listen(100)
    threading.Thread(target=read_journal, args=(journal,), daemon=True).start()
    syslog = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    syslog.bind("/dev/log")
    os.chmod("/dev/log", 0o666)
    threading.Thread(target=read_syslog, args=(syslog,), daemon=True).start()


def write_program(name, text):
    """A program that the animals may use."""
    with open(f"/run/zoo/bin/{name}", "w", encoding="ascii") as file:
        file.write(text)
    os.chmod(f"/run/zoo/bin/{name}", 0o755)


def read_journal(journal):
    """journald's part: it takes every connection and keeps it, unless its first line is `gone`."""
    streams = []
    while True:
        stream = journal.accept()[0]
        if stream.recv(100).startswith(b"gone"):
            stream.close()
        else:
            streams.append(stream)


def read_syslog(syslog):
    """The part of a system's log daemon, which nobody reads here."""
    while True:
        syslog.recv(10000)


def start(animal, way):
    """Starts an animal under a parent of its own, to which every process of it falls in the end. Returns its number."""
    pid = os.fork()
    if pid:
        return pid
    home = f"/run/zoo/{animal}/{way}"
    os.makedirs(home)
    os.chdir(home)
    null = os.open("/dev/null", os.O_RDWR)
    for number in range(3):
        os.dup2(null, number)
    os.closerange(3, 1000)
    ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    if os.fork() == 0:
        become_animal(animal, way)
    while True:
        try:
            os.wait()
        except ChildProcessError:
            threading.Event().wait()


def become_animal(animal, way):
    """The first process of an animal: as an init script would start it, with a log on 1 and 2."""
    os.setsid()
    os.nice(15)  # some programs spin when a number is closed
    log = os.open("log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.closerange(3, 10)
    os.execv("/bin/sh", ["/bin/sh", "-c", f'. "$ZOO/animals/{animal}.sh" && {way}'])


def look(keepers):
    """All processes of all animals."""
    seen = oracle.Look()
    found = []
    for process in seen.processes.values():
        line = list(seen.ancestors(process.pid))
        owner = next((keepers[pid] for pid in line if pid in keepers), None)
        if owner and not process.ended:
            try:
                words = seen.words(process)
            except FileNotFoundError:
                continue  # it has ended since
            found.append({"animal": owner, "pid": process.pid, "name": process.name, "words": words})
    return found


def log(animal):
    """The end of what an animal said."""
    with open(f"/run/zoo/{animal}/log", encoding="utf-8", errors="replace") as file:
        return file.read()[-1000:]


def check(driftline):
    """What driftline says about this machine."""
    common = ["-i", "/run/zoo/inventory.yml", "--format", "json", "--all", "--host-timeout", "5m"]
    checks = os.path.join(os.path.dirname(os.path.dirname(driftline)), "checks/stdio.yaml")
    return {
        "report": said([driftline, "check", *common, "-p", checks]),
        "rows": said([driftline, "probe", *common, "fds"]),
    }


def said(command):
    """The JSON that a command prints."""
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    try:
        return json.loads(ended.stdout)
    except ValueError:
        sys.exit(f"{command} ended with {ended.returncode}: {ended.stdout[:2000]}{ended.stderr[:2000]}")


def main(numbers, driftline, *animals):
    """Starts the animals and answers."""
    furnish(numbers)
    keepers = {start(*animal.split("/")): animal for animal in animals}
    answers = {
        "look": lambda: look(keepers),
        "logs": lambda: {animal: log(animal) for animal in animals},
        "check": lambda: check(driftline),
    }
    for line in sys.stdin:
        print(json.dumps(answers[line.strip()]()), flush=True)


main(*sys.argv[1:])
