"""What all parts of the benchmark share: a folder, the job, the sshd, and how it is reached."""

import shutil
import tempfile
from pathlib import Path

import measure
import server
from job import Job


REHEARSAL_SECONDS = 120


class WrongJudge(Exception):
    """A client's right answers are counted as wrong."""


class World:
    """Its folder is gone when it is closed."""

    def __init__(self, port=22, idle=server.IDLE_PROCESSES):
        """`idle` is how many processes a host has that do nothing."""
        self.port = port
        # Without symbolic links: hosts say where a descriptor leads to, and that is where it leads in the end.
        self.folder = Path(tempfile.mkdtemp(prefix="driftline-bench-")).resolve()
        self.folder.chmod(0o755)
        self.job = Job(self.folder)
        self.sshd = server.Sshd(self.folder, self.job, port=port, idle=idle)
        self.user_key = self.sshd.user_key
        self.known_hosts = self.folder / "known_hosts"

    def know(self, hosts):
        """Makes these hosts' keys known."""
        key = self.sshd.host_keys["ed25519"]
        port = self.port
        names = hosts if port == 22 else [f"[{host}]:{port}" for host in hosts]
        self.known_hosts.write_text("".join(f"{name} {key}\n" for name in names))

    def ssh_trust(self):
        """Options of ssh that keep it away from this account's own settings."""
        return [
            "-F", "none", "-o", f"UserKnownHostsFile={self.known_hosts}", "-o", "GlobalKnownHostsFile=/dev/null",
            "-o", "StrictHostKeyChecking=yes", "-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes",
        ]

    def ssh_options(self):
        return [*self.ssh_trust(), "-i", str(self.user_key), "-p", str(self.port), "-l", "root"]

    def run(self, client, hosts, limit=600.0):
        """Runs a client on the hosts; what it cost, what the server paid, and which hosts it answered rightly."""
        server_before = self.sshd.cpu()
        cost, right, said = self.run_beside_others(client, hosts, limit)
        return cost, self.sshd.cpu() - server_before, right, said

    def run_beside_others(self, client, hosts, limit):
        """The same while other clients run, so that nobody can tell which of them cost the server what."""
        folder = Path(tempfile.mkdtemp(prefix="run-", dir=self.folder))
        client.prepare(folder, hosts)
        cost = measure.run(
            client.command(folder, hosts),
            stdin=client.measured_stdin(),
            stdout=folder / "stdout",
            stderr=folder / "stderr",
            cwd=folder,
            env=client.environment(folder),
            limit=limit,
        )
        right = client.right(folder, hosts)
        said = client.said(folder)
        shutil.rmtree(folder)
        return cost, right, said

    def rehearse(self, present):
        """Runs each client on one healthy host. One whose right answers are not counted as right must not be compared.

        Raises WrongJudge if there is such a client."""
        host = server.address(0)
        self.know([host])
        for client in present:
            _, right, said = self.run_beside_others(client, [host], REHEARSAL_SECONDS)
            if right != {host}:
                raise WrongJudge(
                    f"the answers of {client.name} for one healthy host are not counted as right, so that a comparison "
                    f"would be unfair; nothing was measured. It said:\n{said}"
                )

    def close(self):
        self.sshd.close()
        shutil.rmtree(self.folder)
