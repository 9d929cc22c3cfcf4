"""Part `host`: what the shipped checks' script costs a host with 500 processes, whole and by policy."""

import json
import statistics
import sys

import clients
import java
import server
import table
from world import World

PROCESSES = 500
HOSTS = 10
ROUNDS = 3
PORT = 2222
LOGIN = "login alone, `true`"
POLICIES = {
    "all shipped checks": "checks",
    "descriptors (checks/stdio.yaml)": "checks/stdio.yaml",
    "packages (checks/packages.yaml)": "checks/packages.yaml",
    "sockets, libraries, pairs (checks/mysql.yaml)": "checks/mysql.yaml",
    "commands (checks/quiet-commands.yaml), those that this machine has": "checks/quiet-commands.yaml",
}


class Login(clients.SshCurve):
    """Costs what every client has to pay."""

    def command(self, folder, hosts):
        ssh = " ".join(["ssh", "-n", *self.world.ssh_options(), *self.options])
        each = f"{ssh} {{}} true >{folder}/out/{{}} && echo in >{folder}/out/{{}}"
        return ["xargs", "-a", str(folder / "hosts"), "-I", "{}", "sh", "-c", each]

    def right(self, folder, hosts):
        return {host for host in hosts if (folder / "out" / host).read_text() == "in\n"}


class Policy(clients.Driftline):
    """One host after the other, so that a host has no processes but its own."""

    forks = 1

    def __init__(self, world, path):
        super().__init__(world)
        self.path = path

    def command(self, folder, hosts):
        words = super().command(folder, hosts)
        words[words.index("-p") + 1] = str(java.HOME / self.path)
        return words

    def right(self, folder, hosts):
        report = json.loads((folder / "report.json").read_text())
        return {host["host"] for host in report["hosts"] if host["outcome"] == "answered"}


def measure():
    world = World(port=PORT, idle=PROCESSES)
    try:
        hosts = [server.address(number) for number in range(HOSTS)]
        world.know(hosts)
        floor = _server_ms(world, Login(world), hosts)
        lines = [[LOGIN, f"{floor:.0f}", ""]]
        for name, path in POLICIES.items():
            cost = _server_ms(world, Policy(world, path), hosts)
            lines.append([name, f"{cost:.0f}", f"{cost - floor:.0f}"])
        return lines
    finally:
        world.close()


def _server_ms(world, client, hosts):
    costs = []
    for _ in range(ROUNDS):
        _, server_cpu, right, said = world.run(client, hosts)
        if right != set(hosts):
            raise RuntimeError(f"{client.name} did not answer: {said}")
        costs.append(1000 * server_cpu / len(hosts))
    print(f"host: {type(client).__name__}: {statistics.median(costs):.1f} ms", file=sys.stderr, flush=True)
    return statistics.median(costs)


def markdown(lines):
    return (
        f"CPU of sshd and the script a host with {PROCESSES} processes, {HOSTS} hosts one after the other.\n\n"
        + table.markdown(["what is asked", "ms a host", "ms above the login"], lines)
    )
