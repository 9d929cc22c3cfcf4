"""Part `failing`: 41 good hosts and 9 bad ones. When does each client end, and with how many right answers?"""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import clients
import server
import table

GOOD = 41
SECONDS = 75

# They wait most of the time.
AT_ONCE = 3
CLIENTS = (clients.Driftline, clients.Paramiko, clients.SshCurve, clients.ParallelSsh, clients.AnsibleScript)

# In the order of their addresses; the last two need no server.
KINDS = {
    "silent": "accepts and says nothing",
    "reset": "resets every connection",
    "closing": "accepts and closes",
    "stuck": "says its version and no word of the key exchange",
    "wrong key": "has another host key than the known one",
    "refused key": "does not accept our key",
    "hanging": "lets us in, and its command never ends",
    "refused": "has nothing that listens",
    "black hole": "drops every packet",
}
SERVED = 7
NETWORK = "bench-bad"


class BadHosts:
    """On the far end of a cable of their own, because the good sshd has all of 127.0.0.0/8."""

    def __init__(self, folder):
        addresses = [f"10.66.0.{number + 1}" for number in range(len(KINDS) - 1)]
        self.addresses = dict(zip(KINDS, [*addresses, "10.67.0.2"]))
        Path("/run/netns").mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "bench", "/run/netns"], check=True)
        _ip("netns", "add", NETWORK)
        _ip("link", "add", "bench0", "type", "veth", "peer", "name", "bench1", "netns", NETWORK)
        _ip("addr", "add", "10.66.0.254/24", "dev", "bench0")
        _ip("link", "set", "bench0", "up")
        for address in addresses:
            _ip("-n", NETWORK, "addr", "add", f"{address}/24", "dev", "bench1")
        _ip("-n", NETWORK, "link", "set", "bench1", "up")
        # What goes out there is lost: no neighbour is asked for, and nobody answers.
        _ip("link", "add", "nowhere", "type", "veth", "peer", "name", "dropped", "netns", NETWORK)
        _ip("addr", "add", "10.67.0.1/24", "dev", "nowhere")
        _ip("link", "set", "nowhere", "up", "arp", "off")
        _ip("-n", NETWORK, "link", "set", "dropped", "up")
        self.process = subprocess.Popen(
            ["ip", "netns", "exec", NETWORK, "unshare", "--pid", "--fork", "--kill-child", clients.PYTHON]
            + [Path(__file__).parent / "bad_hosts.py", folder, *addresses[:SERVED]],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        if self.process.stdout.readline() != b"ready\n":
            raise RuntimeError("the bad hosts did not start")

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        _ip("link", "del", "nowhere")
        _ip("netns", "del", NETWORK)
        subprocess.run(["umount", "/run/netns"], check=True)


def _ip(*words):
    subprocess.run(["ip", *words], check=True)


def measure(world, limit=SECONDS):
    bad = BadHosts(world.folder)
    try:
        time.sleep(0.5)
        good = [server.address(number) for number in range(GOOD)]
        hosts = list(good)
        for number, address in enumerate(bad.addresses.values()):
            hosts.insert(number * 5, address)
        present = [client for client in (kind(world) for kind in CLIENTS) if not client.missing()]
        world.rehearse(present)
        world.know(hosts)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(lambda client: _line(world, client, hosts, set(good), limit), present))
    finally:
        bad.close()


def _line(world, client, hosts, good, limit):
    cost, right, _ = world.run_beside_others(client, hosts, limit)
    ended = f"killed after {limit} s" if cost.timed_out else f"{cost.wall:.1f} s"
    print(f"failing: {client.name}: {ended}, {len(right & good)} right", file=sys.stderr, flush=True)
    if right - good:
        ended += f", and claims answers of {len(right - good)} bad hosts"
    return [client.name, ended, f"{len(right & good)} of {GOOD}", f"{cost.cpu:.1f}"]


def markdown(lines, limit=SECONDS):
    kinds = "; ".join(f"{kind} ({what})" for kind, what in KINDS.items())
    return (
        f"{GOOD} good hosts and {len(KINDS)} bad ones, {limit} s allowed. The bad ones: {kinds}.\n\n"
        + table.markdown(["client", "ended", "right answers", "client CPU s"], lines)
    )
