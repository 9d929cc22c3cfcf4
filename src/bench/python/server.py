"""One real sshd that plays any number of hosts: every address of 127.0.0.0/8 leads to it."""

import os
import signal
import subprocess
import time
from pathlib import Path

import processes

IDLE_PROCESSES = 40


class Sshd:
    """Runs in a process namespace of its own with some idle processes, so that what else this machine does is not
    seen, and with an empty home, so that no start file is paid for."""

    def __init__(self, folder: Path, job, *, port, idle):
        self.folder = folder
        self.port = port
        self.user_key = folder / "user"
        self.host_keys = {}
        for kind in ("ed25519", "rsa"):
            self._key(f"host_{kind}", kind)
            self.host_keys[kind] = " ".join((folder / f"host_{kind}.pub").read_text().split()[:2])
        self._key("user", "ed25519")
        (folder / "authorized_keys").write_text((folder / "user.pub").read_text())
        (folder / "sshd_config").write_text(self._config())
        home = folder / "home"
        home.mkdir()
        Path("/run/sshd").mkdir(exist_ok=True)
        (folder / "start.sh").write_text(
            "set -e\n"
            f"mount --bind {home} {Path('~root').expanduser()}\n"
            + job.start_daemon()
            + idle_processes(idle)
            + f"exec /usr/sbin/sshd -D -e -f {folder}/sshd_config\n"
        )
        self.log = open(folder / "sshd.log", "wb")
        self.outer = subprocess.Popen(
            ["unshare", "--pid", "--fork", "--kill-child", "--mount", "--mount-proc", "sh", folder / "start.sh"],
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
        )
        self.process = self._await()

    def _key(self, name, kind):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", "bench", "-f", self.folder / name], check=True
        )

    def _config(self):
        lines = [
            "ListenAddress 0.0.0.0",
            f"Port {self.port}",
            *(f"HostKey {self.folder}/host_{kind}" for kind in self.host_keys),
            f"AuthorizedKeysFile {self.folder}/authorized_keys",
            "StrictModes no",
            "UsePAM no",
            "PasswordAuthentication no",
            "PermitRootLogin prohibit-password",
            "PidFile none",
            "PrintMotd no",
            "PrintLastLog no",
            "LogLevel ERROR",
            "MaxStartups 10000",
            "MaxSessions 10000",
            "Subsystem sftp internal-sftp",
        ]
        return "\n".join(lines) + "\n"

    def _await(self):
        """The number of the sshd that listens, once it does."""
        end = time.monotonic() + 20
        while time.monotonic() < end and self.outer.poll() is None:
            for child in processes.children(self.outer.pid):
                if processes.name(child) == "sshd" and self._listens():
                    return child
            time.sleep(0.05)
        raise RuntimeError("sshd did not start: " + (self.folder / "sshd.log").read_text())

    def _listens(self):
        probe = subprocess.run(
            ["ssh-keyscan", "-p", str(self.port), "-t", "ed25519", "-T", "2", "127.0.0.1"],
            capture_output=True,
            check=False,
        )
        return b"ssh-ed25519" in probe.stdout

    def cpu(self):
        """CPU seconds of sshd and all that it ran, once no session is left."""
        end = time.monotonic() + 30
        while self._sessions() and time.monotonic() < end:
            time.sleep(0.02)
        return processes.cpu_with_children(self.process)

    def _sessions(self):
        return [child for child in processes.children(self.process) if processes.name(child) == "sshd"]

    def close(self):
        # The first process of the namespace: everything in it ends with it.
        if self.outer.poll() is None:
            os.kill(self.process, signal.SIGKILL)
        self.outer.wait()
        self.log.close()


def idle_processes(number=IDLE_PROCESSES):
    """Shell text that starts them."""
    return f"for number in $(seq {number}); do sleep 86400 </dev/null >/dev/null 2>&1 & done\n"


def address(number):
    """The address of host number `number`, counted from 0."""
    return f"127.66.{number // 250}.{number % 250 + 1}"
