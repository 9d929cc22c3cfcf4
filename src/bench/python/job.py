"""The job that every client does on every host, and what the right answer is."""

import json
import subprocess
from pathlib import Path

PACKAGES = ("libc6", "coreutils", "openssh-server")
WARNING = "WARNING: key file (/etc/rndc.key) exists, but using default configuration file"

# What the policy expects of the last package, so that a client that says "as expected" to everything is found out.
WRONG_VERSION = "99:1"


class Job:
    """Files of the job in `folder`: a daemon without stderr, a command that warns, a file with a mode."""

    warning = WARNING

    def __init__(self, folder: Path):
        self.folder = folder
        self.daemon = folder / "bench-daemon"
        self.pid_file = folder / "bench-daemon.pid"
        self.log = folder / "bench-daemon.log"
        self.command = folder / "status"
        self.secret = folder / "secret"
        self.script = folder / "job.sh"
        self.versions = {name: _installed(name) for name in PACKAGES}
        self._write()

    def _write(self):
        self.daemon.symlink_to("/bin/sleep")
        self.command.write_text(f"#!/bin/sh\necho 'server is up'\necho '{WARNING}' >&2\n")
        self.command.chmod(0o755)
        self.secret.write_text("")
        self.secret.chmod(0o640)
        self.script.write_text(self.script_text())

    def start_daemon(self):
        """Shell text that starts the daemon: stdin from /dev/null, stdout to its log, stderr closed."""
        return (
            f"{self.daemon} 86400 </dev/null >>{self.log} 2>&- &\n"
            f"echo $! >{self.pid_file}\n"
        )

    def script_text(self):
        """The leanest script that we could write: one call a question, nothing else started."""
        return (
            f"dpkg-query -W -f '${{Package}} ${{Version}}\\n' {' '.join(PACKAGES)}\n"
            f"read -r pid <{self.pid_file}\n"
            "ls -l /proc/$pid/fd\n"
            f"warnings=$({self.command} 2>&1 >/dev/null)\n"
            'echo "exit $?"\n'
            'echo "stderr $warnings"\n'
            f"stat -c 'mode %a' {self.secret}\n"
        )

    def expected_lines(self):
        """The lines of the script's answer, descriptors as `fd target`."""
        return [f"{name} {version}" for name, version in self.versions.items()] + [
            "fd 0 /dev/null",
            f"fd 1 {self.log}",
            "exit 0",
            f"stderr {WARNING}",
            "mode 640",
        ]

    def is_right(self, text):
        """Whether a host's output of the script says all that is so, and nothing else about it. As in the policy, words
        of the login around it, and descriptors above 2, are nobody's fault."""
        return not self.wrong(text)

    def wrong(self, text):
        """What is missing in a host's output of the script, behind `-`, and what should not be there, behind `+`."""
        said = [answer for line in text.replace("\r", "").splitlines() if (answer := _answer(line))]
        expected = self.expected_lines()
        missing = [f"- {line}" for line in expected if line not in said]
        surplus = [f"+ {line}" for line in said if line not in expected or said.count(line) > 1]
        return missing + surplus

    def as_json(self):
        """What another program needs to know to check the answers."""
        names = ("versions", "pid_file", "log", "command", "warning", "secret")
        return json.dumps({name: getattr(self, name) for name in names}, default=str)

    def policy(self):
        """The same questions as a policy: two packages right and one too old, a closed stderr, a warning, a mode."""
        exact = "".join(
            f"  - id: {name}\n    probe: packages\n    where: {{ name: [{name}] }}\n"
            f'    expect: {{ version: "= {self.versions[name]}" }}\n'
            for name in PACKAGES[:-1]
        )
        last = PACKAGES[-1]
        return (
            "policy: bench\ntitle: The job of the benchmark\nhosts: all\nchecks:\n" + exact
            + f"  - id: {last}\n    probe: packages\n    where: {{ name: [{last}] }}\n"
            f'    expect: {{ version: ">= {WRONG_VERSION}" }}\n'
            "  - id: descriptors\n    probe: fds\n    where: { name: bench-daemon, fd: [0, 1, 2] }\n"
            "    expect: { kind: [dev-null, file-append] }\n"
            f"  - id: command\n    probe: {{ command: {self.command} }}\n    expect: {{ exit: 0, stderr: clean }}\n"
            f"  - id: mode\n    probe: {{ command: stat -c %a {self.secret} }}\n"
            '    expect: { exit: 0, stdout: "~ ^640\\\\s*$" }\n'
        )

    def one_command_policy(self):
        """The same questions as one command, the script that the other clients send."""
        lines = "".join(f"        {line}\n" for line in self.script_text().splitlines())
        return (
            "policy: bench\ntitle: The job of the benchmark as one command\nhosts: all\nchecks:\n"
            "  - id: job\n    probe:\n      command: |\n" + lines + "    expect: { stdout: clean }\n"
        )


def _answer(line):
    """A line of the script's output as `expected_lines` writes it; nothing if it is none."""
    words = line.split()
    if "->" in words[1:-1]:
        arrow = words.index("->")
        return f"fd {words[arrow - 1]} {words[arrow + 1]}" if words[arrow - 1] in ("0", "1", "2") else None
    return line if words and words[0] in (*PACKAGES, "exit", "stderr", "mode") else None


def _installed(name):
    return subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", name], check=True, capture_output=True, text=True
    ).stdout

