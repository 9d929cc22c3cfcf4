"""Part `cpu`: every client on the same job and the same hosts, interleaved."""

import os
import statistics
import sys
from dataclasses import dataclass, field

import clients
import server
import table

SIZES = (1, 50, 200, 1000)
ROUNDS = {1: 5, 50: 3, 200: 2, 1000: 1}


@dataclass
class Row:
    """All runs of one client on one number of hosts."""

    name: str
    hosts: int
    wall: list = field(default_factory=list)
    cpu: list = field(default_factory=list)
    server: list = field(default_factory=list)
    memory: list = field(default_factory=list)
    right: list = field(default_factory=list)

    def void(self):
        """Whether a run did not answer all hosts rightly: then its figures say nothing."""
        return min(self.right) < self.hosts

    def median(self, what):
        return statistics.median(getattr(self, what))


def measure(world, sizes=SIZES, rounds=None, only=None):
    """The rows, and the names of the clients that are missing with what to install."""
    chosen = [client(world) for client in clients.ALL]
    if only:
        chosen = [client for client in chosen if any(word in client.name for word in only)]
    missing = {client.name: client.missing() for client in chosen if client.missing()}
    present = [client for client in chosen if client.name not in missing]
    world.rehearse(present)
    rows = []
    for size in sizes:
        rows += _measure(world, [client for client in present if client.largest >= size], size, rounds)
    return rows, missing


def _measure(world, present, size, rounds):
    hosts = [server.address(number) for number in range(size)]
    world.know(hosts)
    rows = {client.name: Row(client.name, size) for client in present}
    times = rounds or ROUNDS.get(size, 1)
    for turn in range(times):
        first = turn % max(1, len(present))
        for client in present[first:] + present[:first]:
            if turn < client.rounds or size == 1:
                _run(world, client, hosts, rows[client.name])
    return list(rows.values())


def _run(world, client, hosts, row):
    cost, server_cpu, right, said = world.run(client, hosts)
    row.wall.append(cost.wall)
    row.cpu.append(cost.cpu)
    row.server.append(server_cpu)
    row.memory.append(cost.memory_mib)
    row.right.append(len(right))
    print(
        f"{client.name}: {len(hosts)} hosts, {cost.wall:.2f} s, client {cost.cpu:.2f} s, server {server_cpu:.2f} s,"
        f" {len(right)} right",
        file=sys.stderr,
        flush=True,
    )
    if len(right) < len(hosts):
        print(f"  it said: {said}", file=sys.stderr, flush=True)


def markdown(rows, missing):
    """One table a number of hosts."""
    cores = len(os.sched_getaffinity(0))
    parts = []
    for size in sorted({row.hosts for row in rows}):
        of_size = [row for row in rows if row.hosts == size]
        ours = next((row for row in of_size if row.name == clients.Driftline.name and not row.void()), None)
        lines = [_cells(row, ours, cores) for row in of_size]
        parts.append(
            table.markdown(
                [
                    f"{size} host{'s' if size > 1 else ''}", "runs", "right", "client CPU s", "ms a host", "÷ driftline",
                    "wall s", "hosts/s", "sshd CPU ms a host", "wall ÷ (sshd CPU ÷ cores)", "memory MiB",
                ],
                lines,
            )
        )
    for name, package in missing.items():
        parts.append(f"Not measured: {name}; install {package}.")
    parts.append("Not measured: pyinfra; Debian has no package of it.")
    return "\n\n".join(parts)


def _cells(row, ours, cores):
    runs = str(len(row.cpu))
    if row.void():
        return [row.name, runs, f"{min(row.right)} of {row.hosts}: void"] + [""] * 8
    cpu, wall, at_server = row.median("cpu"), row.median("wall"), row.median("server")
    return [
        row.name, runs, "all", f"{cpu:.2f}", f"{1000 * cpu / row.hosts:.1f}",
        f"{cpu / ours.median('cpu'):.2f}" if ours else "", f"{wall:.2f}", f"{row.hosts / wall:.0f}",
        f"{1000 * at_server / row.hosts:.1f}", f"{wall / (at_server / cores):.2f}" if at_server else "",
        f"{row.median('memory'):.0f}",
    ]
