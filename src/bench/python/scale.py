"""Part `scale`: thousands of simulated hosts in another process, whose answers are this machine's own."""

import json
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import java
import measure
import processes
import server
import table

SIZES = (1000, 10000)
IN_FLIGHT = 2000
WAITING = (200, 1400)
PAUSE = 20
POLICY = """\
policy: scale
hosts: all
checks:
  - id: libc
    probe: packages
    where: { name: [libc6] }
    expect: { version: ">= 1" }
  - id: descriptors
    probe: fds
    where: { name: bench-daemon, fd: [0, 1, 2] }
    expect: { kind: [dev-null, file-append] }
"""


class SimulatedFleet:
    """SSH servers of another kind than OpenSSH, cheap enough for thousands: dev.driftline.simulated."""

    def __init__(self, world, **hosts):
        self.folder = world.folder / ("fleet-" + "-".join(f"{kind}{count}" for kind, count in hosts.items()))
        self.folder.mkdir()
        start = self.folder / "start.sh"
        command = " ".join([
            str(java.home() / "bin/java"), "-Xmx6g", "-XX:-UsePerfData", "-cp", java.class_path(), "dev.driftline.simulated.SimulatedFleet",
            str(self.folder), *(f"{kind}={count}" for kind, count in hosts.items()),
        ])
        start.write_text(server.idle_processes() + world.job.start_daemon() + f"exec {command}\n")
        self.outer = subprocess.Popen(
            ["unshare", "--pid", "--fork", "--kill-child", "--mount", "--mount-proc", "sh", start],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        if self.outer.stdout.readline() != b"ready\n":
            raise RuntimeError("the simulated fleet did not start")

    def close(self):
        self.outer.stdin.close()
        self.outer.wait()


def measure_all(world):
    policy = world.folder / "scale.yaml"
    policy.write_text(POLICY)
    runs = []
    for size in SIZES:
        fleet = SimulatedFleet(world, answering=size)
        try:
            runs.append(_run(fleet, policy, size))
        finally:
            fleet.close()
    return runs, _heap(world, policy)


def _command(fleet, policy, in_flight, report):
    return [
        str(java.HOME / "bin/driftline"), "check", "-i", f"{fleet.folder}/inventory.yml", "-p", str(policy),
        "--known-hosts", f"{fleet.folder}/known_hosts", "--forks", str(in_flight), "-o", f"json={report}",
        "--connect-timeout", "60s", "--host-timeout", "120s",
    ]


def _environment():
    return os.environ | {"DRIFTLINE_JAVA_OPTS": "-Xmx256m"}


def _run(fleet, policy, size):
    report = fleet.folder / "report.json"
    cost = measure.run(
        _command(fleet, policy, IN_FLIGHT, report), stdout=fleet.folder / "out", stderr=fleet.folder / "err",
        env=_environment(),
    )
    right = _right(report)
    print(f"scale: {size} hosts, {right} right, client {cost.cpu:.1f} s, {cost.wall:.1f} s", file=sys.stderr, flush=True)
    if right < size:
        print("  it said: " + (fleet.folder / "err").read_text()[-600:], file=sys.stderr, flush=True)
    return size, right, cost


def _right(report):
    """Hosts of which the package was judged and the closed descriptor found."""
    try:
        results = json.loads(report.read_text())["results"]
    except (OSError, ValueError):
        return 0
    verdicts = {}
    for result in results:
        verdicts.setdefault(result["host"], {})[result["check"]] = result["verdict"]
    return sum(verdict == {"libc": "pass", "descriptors": "drift"} for verdict in verdicts.values())


def _heap(world, policy):
    """KiB of heap a host in flight: live objects while 200, and while 1,400 hosts have the script and say nothing."""
    fleet = SimulatedFleet(world, slow=WAITING[1], pause=PAUSE)
    try:
        live = [_live(fleet, policy, waiting) for waiting in WAITING]
    finally:
        fleet.close()
    if None in live:
        return None
    return (live[1] - live[0]) / (WAITING[1] - WAITING[0]) / 1024, live[1] / 2**20


def _live(fleet, policy, waiting):
    """Bytes of live objects once that many connections stand for a while."""
    found = []
    finished = threading.Event()
    thread = threading.Thread(target=_look, args=(fleet, waiting, found, finished))
    thread.start()
    command = _command(fleet, policy, waiting, fleet.folder / "heap.json")
    command.insert(2, f"slow[0:{waiting - 1}]")
    measure.run(command, env=_environment(), stderr=fleet.folder / "err")
    finished.set()
    thread.join()
    return found[0] if found else None


def _look(fleet, waiting, found, finished):
    steady_since = None
    while not finished.wait(0.5):
        program = _program()
        if program is None or _connections(program) < waiting:
            steady_since = None
            continue
        steady_since = steady_since or time.monotonic()
        if time.monotonic() - steady_since > 3:
            listing = subprocess.run(
                [java.home() / "bin/jcmd", str(program), "GC.class_histogram"], capture_output=True, text=True, check=False
            )
            total = re.search(r"^Total\s+\d+\s+(\d+)", listing.stdout, re.MULTILINE)
            if total:
                found.append(int(total.group(1)))
            else:
                print("scale: jcmd: " + listing.stdout[-200:] + listing.stderr[-200:], file=sys.stderr, flush=True)
            return


def _program():
    """The number of the driftline that runs below this process."""
    for process in processes.tree(os.getpid()):
        if processes.name(process) == "java":
            words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
            if b"dev.driftline.cli.Main" in words:
                return process
    return None


def _connections(process):
    """How many sockets it has."""
    folder = f"/proc/{process}/fd"
    try:
        return sum(os.readlink(f"{folder}/{name}").startswith("socket:") for name in os.listdir(folder))
    except OSError:
        return 0


def markdown(runs, heap):
    lines = [
        [
            f"{size:,}", f"{right:,}", f"{cost.cpu:.1f}", f"{1000 * cost.cpu / size:.2f}", f"{cost.wall:.1f}",
            f"{size / cost.wall:.0f}", f"{cost.memory_mib:.0f}",
        ]
        for size, right, cost in runs
    ]
    text = f"{IN_FLIGHT:,} in flight, `-Xmx256m`; the fleet's own process shares the cores.\n\n" + table.markdown(
        ["hosts", "right", "client CPU s", "ms a host", "wall s", "hosts/s", "memory MiB"], lines
    )
    if heap:
        text += f"\n\nHeap: {heap[0]:.0f} KiB a host in flight, {heap[1]:.0f} MiB live with {WAITING[1]:,} hosts in flight."
    else:
        text += "\n\nHeap a host in flight: not measured, the hosts were not all in flight at once."
    return text
