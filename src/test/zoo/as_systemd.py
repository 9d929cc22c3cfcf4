"""Opens 0, 1 and 2 as systemd does for a service, and becomes a program: as_systemd.py SETTING PROGRAM [ARGUMENT...]

What the settings mean is in systemd.exec(5) and systemd.socket(5); which flags are used is in systemd's
src/core/exec-invoke.c (exec_input, setup_output) and src/core/socket.c (fifo_address_create).
"""

import os
import pty
import socket
import sys


def null(flags):
    """/dev/null, opened anew for each descriptor."""
    return os.open("/dev/null", flags)


def output(flags):
    """A file of the service's folder on 1, and the same open file on 2."""
    log = os.open("service.log", os.O_WRONLY | os.O_CREAT | os.O_NOCTTY | flags, 0o644)
    return null(os.O_RDONLY), log, log


def to_journal(first_line):
    """A stream to journald on 1, and the same one on 2."""
    stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    stream.connect("/run/systemd/journal/stdout")
    stream.shutdown(socket.SHUT_RD)
    stream.sendall(first_line)
    return null(os.O_RDONLY), stream.fileno(), stream.detach()


def journal():
    """StandardOutput=journal, the usual setting."""
    return to_journal(b"zoo\nzoo.service\n6\n0\n0\n0\n0\n")


def journal_gone():
    """The same, and journald has closed the stream."""
    zero, one, two = to_journal(b"gone\n")
    socket.socket(fileno=os.dup(one)).recv(1)
    return zero, one, two


def keep(end):
    """Leaves the other end of something to a child, whose own 0, 1 and 2 are /dev/null."""
    if os.fork() == 0:
        os.set_inheritable(end, True)
        for number in range(3):
            os.dup2(null(os.O_RDWR), number)
        os.execvp("sleep", ["sleep", "1000"])


def accepted(kind):
    """One end of a connection on 0, 1 and 2."""
    server = socket.create_server(("127.0.0.1", 0)) if kind == "tcp" else socket.socket(socket.AF_UNIX)
    if kind == "unix":
        server.bind("service.socket")
        server.listen()
    client = socket.socket(server.family)
    client.connect(server.getsockname())
    connection = server.accept()[0].detach()
    server.close()
    keep(client.detach())
    return connection, connection, connection


def accept():
    """Accept=yes and StandardInput=socket: the service gets the connection."""
    return accepted("tcp")


def accept_unix():
    """The same with a unix socket."""
    return accepted("unix")


def listening():
    """Accept=no and StandardInput=socket: the service gets the listening socket."""
    listener = socket.create_server(("127.0.0.1", 0)).detach()
    return listener, null(os.O_WRONLY), null(os.O_WRONLY)


def fifo():
    """ListenFIFO= and StandardInput=socket: a named pipe that is opened for reading and writing."""
    os.mkfifo("service.fifo")
    pipe = os.open("service.fifo", os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK | os.O_NOFOLLOW)
    return pipe, null(os.O_WRONLY), null(os.O_WRONLY)


def append():
    """StandardOutput=append:FILE."""
    return output(os.O_APPEND)


def file():
    """StandardOutput=file:FILE."""
    return output(0)


def truncate():
    """StandardOutput=truncate:FILE."""
    return output(os.O_TRUNC)


def input_file():
    """StandardInput=file:FILE."""
    with open("service.input", "w", encoding="ascii") as data:
        data.write("some lines\n")
    return os.open("service.input", os.O_RDONLY | os.O_NOCTTY), null(os.O_WRONLY), null(os.O_WRONLY)


def data():
    """StandardInputText=: a memory file."""
    memory = os.memfd_create("exec-input")
    os.write(memory, b"some lines\n")
    return os.open(f"/proc/self/fd/{memory}", os.O_RDONLY), null(os.O_WRONLY), null(os.O_WRONLY)


def nothing():
    """StandardOutput=null."""
    return null(os.O_RDONLY), null(os.O_WRONLY), null(os.O_WRONLY)


def inherit():
    """StandardOutput=inherit: what stdin is, which here is a terminal (StandardInput=tty)."""
    terminal = tty()[0]
    return terminal, terminal, terminal


def kmsg():
    """StandardOutput=kmsg. Where it is missing, as in a container, /dev/full stands for it."""
    device = os.open("/dev/kmsg" if os.path.exists("/dev/kmsg") else "/dev/full", os.O_WRONLY)
    return null(os.O_RDONLY), device, device


def tty():
    """StandardInput=tty, StandardOutput=tty: a terminal, whose other side stays with a child."""
    side, terminal = pty.openpty()
    keep(side)
    return terminal, terminal, terminal


def become(setting, program):
    """Sets the descriptors and becomes the program."""
    opened = [os.dup(number) for number in globals()[setting]()]
    safe = [os.dup2(number, 50 + place) for place, number in enumerate(opened)]
    for place, number in enumerate(safe):
        os.dup2(number, place)
    os.closerange(3, 100)
    os.execvp(program[0], program)


become(sys.argv[1], sys.argv[2:])
