"""What /proc says about processes."""

import os


def parents():
    """The parent of each process."""
    found = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", "rb") as stat:
                    found[int(name)] = int(stat.read().rpartition(b")")[2].split()[1])
            except OSError:
                pass  # it ended while we looked
    return found


def children(process):
    return [child for child, parent in parents().items() if parent == process]


def tree(root):
    """`root` and everything below it."""
    below = {}
    for child, parent in parents().items():
        below.setdefault(parent, []).append(child)
    waiting = [root]
    while waiting:
        process = waiting.pop()
        yield process
        waiting += below.get(process, [])


def name(process):
    """What it calls itself; nothing if it ended."""
    try:
        with open(f"/proc/{process}/comm", encoding="utf-8", errors="replace") as comm:
            return comm.read().strip()
    except OSError:
        return ""


def cpu_with_children(process):
    """CPU seconds of a process and of those of its descendants that have ended and were waited for."""
    with open(f"/proc/{process}/stat", "rb") as stat:
        fields = stat.read().rpartition(b")")[2].split()
    return sum(int(field) for field in fields[11:15]) / os.sysconf("SC_CLK_TCK")
