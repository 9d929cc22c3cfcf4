"""The clients that are compared: how each is started on a list of addresses, and which hosts it answered rightly."""

import json
import os
import re
import shutil
from pathlib import Path

FORKS = 32
PYTHON = "/usr/bin/python3"
HERE = Path(__file__).parent
HOME = HERE.parents[2]


class Client:
    """One row of the table. A run writes into an empty folder of its own."""

    name = ""
    largest = 1000
    """The largest number of hosts it is run on; more would take too long."""

    rounds = 5
    """How often it is run at most."""

    def __init__(self, world):
        self.world = world

    def missing(self):
        """What must be installed, or nothing."""
        return None

    def prepare(self, folder, hosts):
        """Writes what the run needs; not measured."""

    def command(self, folder, hosts):
        raise NotImplementedError

    def environment(self, folder):
        return None

    def measured_stdin(self):
        return None

    def said(self, folder):
        """The end of what it said and what is wrong with its answers, to find out why they are missing."""
        return (_text(folder / "stdout")[-600:] + _text(folder / "stderr")[-600:]).strip()

    def right(self, folder, hosts):
        """The hosts whose answers are right."""
        raise NotImplementedError


class Driftline(Client):
    """The packaged program; the same job as a policy."""

    name = "driftline"
    forks = FORKS

    def policy(self):
        return self.world.job.policy()

    def prepare(self, folder, hosts):
        (folder / "policy.yaml").write_text(self.policy())
        (folder / "inventory.yaml").write_text(
            f"all:\n  vars: {{ stdio_min_age: 0s, user: root, port: {self.world.port}, key: {self.world.user_key} }}\n  hosts:\n"
            + "".join(f"    {host}: {{}}\n" for host in hosts)
        )

    def command(self, folder, hosts):
        return [
            str(HOME / "bin/driftline"), "check", "-i", str(folder / "inventory.yaml"),
            "-p", str(folder / "policy.yaml"), "--known-hosts", str(self.world.known_hosts),
            "--forks", str(self.forks), "-o", f"json={folder}/report.json",
        ]

    def right(self, folder, hosts):
        try:
            report = json.loads((folder / "report.json").read_text())
        except (OSError, ValueError):
            return set()
        results = {}
        for result in report["results"]:
            results.setdefault(result["host"], {})[result["check"]] = result
        return {host for host, checks in results.items() if self.is_right(checks)}

    def is_right(self, checks):
        job = self.world.job
        last = list(job.versions)[-1]
        verdicts = {name: result["verdict"] for name, result in checks.items()}
        expected = dict.fromkeys(job.versions, "pass") | {
            last: "drift", "descriptors": "drift", "command": "drift", "mode": "pass"
        }
        if verdicts != expected:
            return False
        rows = {name: [finding["row"] for finding in result["findings"]] for name, result in checks.items()}
        return (
            [row["version"] for row in rows[last]] == [job.versions[last]]
            and [(row["fd"], row["kind"]) for row in rows["descriptors"]] == [(2, "closed")]
            and [(row["exit"], row["stderr"].strip()) for row in rows["command"]] == [(0, job.warning)]
        )


class DriftlineOneCommand(Driftline):
    """The other clients' script as one command of a policy."""

    name = "driftline, the script as one command"

    def policy(self):
        return self.world.job.one_command_policy()

    def is_right(self, checks):
        findings = checks["job"]["findings"]
        return len(findings) == 1 and self.world.job.is_right(findings[0]["row"]["stdout"])


class WholeShippedChecks(Driftline):
    """Not the same job: everything that is shipped, over all processes of the host."""

    name = "driftline, all shipped checks (a larger job)"
    largest = 50

    def command(self, folder, hosts):
        words = super().command(folder, hosts)
        words[words.index("-p") + 1] = str(HOME / "checks")
        return words

    def is_right(self, checks):
        return checks["std-fds-safe"]["verdict"] == "drift"


class OutputFiles(Client):
    """A client that leaves each host's output of the script in a file."""

    def said(self, folder):
        answers = sorted((folder / "out").iterdir())
        wrong = [f"{answer.name}: " + "; ".join(self.world.job.wrong(_text(answer))) for answer in answers]
        return "\n".join([super().said(folder), *[line for line in wrong if not line.endswith(": ")][:3]]).strip()

    def right(self, folder, hosts):
        return {host for host in hosts if self.world.job.is_right(_text(folder / "out" / host))}

    def prepare(self, folder, hosts):
        (folder / "out").mkdir()
        (folder / "hosts").write_text("".join(f"{host}\n" for host in hosts))


class Ssh(OutputFiles):
    name = "ssh, xargs -P"
    options = ()
    largest = 200

    def command(self, folder, hosts):
        ssh = " ".join(["ssh", *self.world.ssh_options(), *self.options])
        each = f"{ssh} {{}} /bin/sh -s <{self.world.job.script} >{folder}/out/{{}} || true"
        return ["xargs", "-a", str(folder / "hosts"), "-P", str(FORKS), "-I", "{}", "sh", "-c", each]


class SshCurve(Ssh):
    name = "ssh, xargs -P, curve25519"
    options = ("-o", "KexAlgorithms=curve25519-sha256")
    largest = 1000


class ParallelSsh(OutputFiles):
    name = "parallel-ssh"
    largest = 200

    def missing(self):
        return None if shutil.which("parallel-ssh") else "pssh"

    def command(self, folder, hosts):
        options = [word for word in self.world.ssh_options() if word != "-n"]
        return [
            "parallel-ssh", "-h", str(folder / "hosts"), "-p", str(FORKS), "-t", "60", "-o", str(folder / "out"),
            "-x", " ".join(options), "-I", "/bin/sh", "-s",
        ]

    def measured_stdin(self):
        return self.world.job.script


class Paramiko(OutputFiles):
    name = "paramiko, one thread a host"

    def missing(self):
        return None if _module("paramiko") else "python3-paramiko"

    def command(self, folder, hosts):
        return [
            PYTHON, str(HERE / "paramiko_threads.py"), str(folder / "hosts"), str(self.world.job.script),
            str(self.world.known_hosts), str(self.world.user_key), str(self.world.port), str(folder / "out"),
        ]


class Ansible(Client):
    """Pipelining on, facts off, the interpreter given: as lean as its own manual says."""

    def missing(self):
        return None if shutil.which("ansible-playbook") else "ansible-core"

    def prepare(self, folder, hosts):
        (folder / "hosts.ini").write_text("".join(f"{host}\n" for host in hosts))
        (folder / "play.json").write_text(json.dumps(self.play()))

    def environment(self, folder):
        return os.environ | {
            "ANSIBLE_PIPELINING": "True",
            "ANSIBLE_FORKS": str(FORKS),
            "ANSIBLE_HOME": str(folder / "ansible"),
            "ANSIBLE_NOCOLOR": "True",
            "ANSIBLE_RETRY_FILES_ENABLED": "False",
            "ANSIBLE_SSH_COMMON_ARGS": " ".join(self.world.ssh_trust()),
            "ANSIBLE_PRIVATE_KEY_FILE": str(self.world.user_key),
            "ANSIBLE_REMOTE_USER": "root",
            "ANSIBLE_REMOTE_PORT": str(self.world.port),
            "ANSIBLE_PYTHON_INTERPRETER": PYTHON,
            "LC_ALL": "C.UTF-8",
        }

    def command(self, folder, hosts):
        return ["ansible-playbook", "-i", str(folder / "hosts.ini"), str(folder / "play.json")]

    def right(self, folder, hosts):
        right = set()
        for host, answer in re.findall(r'ok: \[(\S+)\] => \{\s*"msg": (".*")\s*\}', _text(folder / "stdout")):
            if self.world.job.is_right(json.loads(answer)):
                right.add(host)
        return right


class AnsibleNatural(Ansible):
    name = "Ansible, its modules"
    largest = 50
    rounds = 1

    def play(self):
        job = self.world.job
        fields = [f"{name} {{{{ ansible_facts.packages['{name}'][0].version }}}}" for name in job.versions] + [
            "{{ fds.stdout }}", "exit {{ command.rc }}", "stderr {{ command.stderr }}",
            "mode {{ file.stat.mode | int }}",
        ]
        return [{
            "hosts": "all", "gather_facts": False, "tasks": [
                {"ansible.builtin.package_facts": {"manager": "apt"}},
                {"ansible.builtin.shell": f"ls -l /proc/$(cat {job.pid_file})/fd", "register": "fds"},
                {"ansible.builtin.command": str(job.command), "register": "command"},
                {"ansible.builtin.stat": {"path": str(job.secret)}, "register": "file"},
                {"ansible.builtin.debug": {"msg": "\n".join(fields)}},
            ],
        }]


class AnsibleScript(Ansible):
    """Verbose, because then it tells what each host said as soon as that host is done, also while others hang."""

    name = "Ansible, one script"
    largest = 200
    rounds = 1

    def command(self, folder, hosts):
        return [*super().command(folder, hosts), "-v"]

    def play(self):
        script = {"ansible.builtin.script": str(self.world.job.script)}
        return [{"hosts": "all", "gather_facts": False, "tasks": [script]}]

    def right(self, folder, hosts):
        results = re.findall(r"^changed: \[(\S+)\] => (\{.*\})$", _text(folder / "stdout"), re.MULTILINE)
        return {host for host, result in results if self.world.job.is_right(json.loads(result)["stdout"])}


class Testinfra(Client):
    name = "testinfra, paramiko, 4 workers"
    largest = 50
    rounds = 1

    def missing(self):
        return None if _module("testinfra") and _module("xdist") else "python3-testinfra python3-pytest-xdist"

    def prepare(self, folder, hosts):
        (folder / "ssh_config").write_text(
            f"Host *\n  User root\n  Port {self.world.port}\n  IdentityFile {self.world.user_key}\n"
            f"  UserKnownHostsFile {self.world.known_hosts}\n"
        )
        (folder / "test_job.py").write_text((HERE / "testinfra_job.py").read_text())

    def environment(self, folder):
        return os.environ | {"BENCH_JOB": self.world.job.as_json(), "PYTHONDONTWRITEBYTECODE": "1"}

    def command(self, folder, hosts):
        return [
            PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "4", f"--ssh-config={folder}/ssh_config",
            "--hosts=" + ",".join(f"paramiko://{host}" for host in hosts), f"--junitxml={folder}/report.xml",
            str(folder / "test_job.py"),
        ]

    def right(self, folder, hosts):
        right = set()
        for case in re.findall(r"<testcase .*?(?:/>|</testcase>)", _text(folder / "report.xml"), re.DOTALL):
            found = re.search(r'name="test_job\[paramiko://([^"\]]+)\]"', case)
            if found and "<failure" not in case and "<error" not in case:
                right.add(found.group(1))
        return right


ALL = (
    Driftline, DriftlineOneCommand, WholeShippedChecks, Paramiko, SshCurve, Ssh, ParallelSsh, Testinfra,
    AnsibleScript, AnsibleNatural,
)


def _text(path):
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""


def _module(name):
    return os.system(f"{PYTHON} -c 'import {name}' >/dev/null 2>&1") == 0
