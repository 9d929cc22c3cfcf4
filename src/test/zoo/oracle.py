"""What the descriptors 0, 1 and 2 of processes truly are, read from /proc and told in one word for each.

This is the zoo's own eye. It shares nothing with driftline, looks at every descriptor of every process, and asks the
kernel for the type and the device of the open file itself (stat through /proc/PID/fd/N), never for its name.

The words:
  closed                   the process has no such descriptor
  null  zero  full  ...    a device that any process may share; `device:NAME` is any other one
  tty  tty-gone            a terminal, and one that is no longer there
  read:NAME  write:NAME    a regular file with the last part of its name, by how it was opened; `append:NAME` may be
  append:NAME  both:NAME   read, too. `write-deleted` and so on is one that was removed
  folder  memfd  fifo      a folder; memory that looks like a file; a named pipe
  pipe-r>END  pipe-w>END   the reading or writing end of a pipe, and who has the other one
  unix>END                 a unix stream, and who has the other end. `unix@PATH` if that end is bound to PATH
  tcp  udp  listen  ...    other sockets: `listen` is one that waits for connections
  anon:NAME                an object of the kernel
END is `nobody`, `itself` (this process and no other), `ancestor`, or the name of another process.
"""

import os
import re
import stat
import subprocess

SHARED = {(1, 3): "null", (1, 5): "zero", (1, 7): "full", (1, 8): "random", (1, 9): "urandom", (1, 11): "kmsg"}
TERMINALS = {4, 5, *range(136, 144), 204, 229}
MODES = ("read", "write", "both")


class Process:
    """One process, as it was when it was looked at."""

    def __init__(self, pid):
        self.pid = pid
        folder = f"/proc/{pid}"
        with open(f"{folder}/stat", encoding="utf-8", errors="replace") as file:
            text = file.read()
        self.name = text[text.index("(") + 1 : text.rindex(")")]
        state, parent = text[text.rindex(")") + 2 :].split()[:2]
        self.ended = state in "ZX"
        self.parent = int(parent)
        self.fds = {} if self.ended else {int(fd): held(folder, fd) for fd in os.listdir(f"{folder}/fd")}


def held(folder, fd):
    """Target, type with device, and flags of one descriptor; None if it was closed while we looked."""
    try:
        status = os.stat(f"{folder}/fd/{fd}")
        with open(f"{folder}/fdinfo/{fd}", encoding="ascii") as file:
            flags = int(re.search(r"^flags:\s*(\d+)", file.read(), re.M).group(1), 8)
        return os.readlink(f"{folder}/fd/{fd}"), status, flags
    except FileNotFoundError:
        return None


class Look:
    """All processes at one moment."""

    def __init__(self):
        self.processes = {}
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                self.processes[int(pid)] = Process(int(pid))
            except (FileNotFoundError, ProcessLookupError):
                pass  # it ended
        self.holders = {}
        for process in self.processes.values():
            for open_file in filter(None, process.fds.values()):
                self.holders.setdefault(open_file[0], []).append((process, open_file[2] & 3))
        self.peers, self.bound = unix_sockets()
        self.tables = {}

    def ancestors(self, pid):
        """The numbers of the parent, its parent, and so on."""
        process = self.processes.get(pid)
        while process and process.parent in self.processes:
            yield process.parent
            process = self.processes[process.parent]

    def words(self, process):
        """The words for 0, 1 and 2."""
        return [self.word(process, fd) for fd in range(3)]

    def word(self, process, fd):
        """The word for one descriptor."""
        if process.fds.get(fd) is None:
            return "closed"
        target, status, flags = process.fds[fd]
        mode = status.st_mode
        if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
            return device(target, status)
        if stat.S_ISDIR(mode):
            return "folder"
        if stat.S_ISSOCK(mode):
            return self.socket(process, target)
        if target.startswith("pipe:["):
            reads = flags & 3 == os.O_RDONLY
            others = [p for p, m in self.holders[target] if (m == os.O_RDONLY) != reads]
            return f"pipe-{'r' if reads else 'w'}>{self.end(process, others)}"
        if stat.S_ISFIFO(mode):
            return "fifo"
        if target.startswith("/memfd:"):
            return "memfd"
        if stat.S_ISREG(mode):
            return regular(target, flags)
        return "anon:" + target.removeprefix("anon_inode:").strip("[]")

    def end(self, process, others):
        """Who has the other end, if those processes have it open."""
        pids = {other.pid for other in others}
        if not pids:
            return "nobody"
        if pids == {process.pid}:
            return "itself"
        if pids & set(self.ancestors(process.pid)):
            return "ancestor"
        return min(other.name for other in others if other.pid != process.pid)

    def socket(self, process, target):
        """The word for a socket."""
        inode = target[len("socket:[") : -1]
        if inode in self.peers:
            peer = self.peers[inode]
            path = self.bound.get(peer) or self.bound.get(inode)
            if peer == "0":
                return "listen" if path else "unix>nobody"
            if path:
                return "unix@" + path
            return "unix>" + self.end(process, [p for p, _ in self.holders.get(f"socket:[{peer}]", [])])
        return self.table(process).get(inode, "anon:socket")

    def table(self, process):
        """The words for the internet sockets of the process's network, by inode."""
        network = os.readlink(f"/proc/{process.pid}/ns/net")
        if network not in self.tables:
            self.tables[network] = dict(internet_sockets(process.pid))
        return self.tables[network]


def device(target, status):
    """The word for a device."""
    number = (os.major(status.st_rdev), os.minor(status.st_rdev))
    if stat.S_ISCHR(status.st_mode) and number in SHARED:
        return SHARED[number]
    if stat.S_ISCHR(status.st_mode) and number[0] in TERMINALS:
        return "tty-gone" if target.endswith(" (deleted)") else "tty"
    return "device:" + re.sub(r"\d+", "#", target)


def regular(target, flags):
    """The word for a regular file."""
    opened = "append" if flags & os.O_APPEND and flags & 3 != os.O_RDONLY else MODES[flags & 3]
    if target.endswith(" (deleted)"):
        return opened + "-deleted"
    # a part of a name that has digits differs from run to run
    return opened + ":" + re.sub(r"\w*\d\w*", "#", os.path.basename(target))


def unix_sockets():
    """The inode of the other end, and the path, of each unix socket of this network, by inode."""
    peers, bound = {}, {}
    said = subprocess.run(["ss", "-xanH"], capture_output=True, text=True, check=True).stdout
    for line in said.splitlines():
        _, _, _, _, path, inode, _, peer = line.split()[:8]
        peers[inode] = peer
        if path != "*":
            bound[inode] = path
    return peers, bound


def internet_sockets(pid):
    """Pairs of inode and word."""
    for table in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6"):
        with open(f"/proc/{pid}/net/{table}", encoding="ascii") as file:
            for line in file.readlines()[1:]:
                fields = line.split()
                listens = table.startswith("tcp") and fields[3] == "0A"
                yield fields[9], "listen" if listens else table.rstrip("6")
    for table, inode in (("netlink", -1), ("packet", -1)):
        with open(f"/proc/{pid}/net/{table}", encoding="ascii") as file:
            for line in file.readlines()[1:]:
                yield line.split()[inode], table
