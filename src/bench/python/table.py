"""Markdown tables, and what they were measured on."""

import os
import platform
import re
import subprocess
from pathlib import Path


def markdown(heads, lines):
    rows = [heads, ["---"] * len(heads), *lines]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def machine():
    """The cores, kernel and versions, one line."""
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = re.search(r'PRETTY_NAME="(.*)"', Path("/etc/os-release").read_text())
    return ", ".join(
        [
            f"{len(os.sched_getaffinity(0))} cores ({cpu.group(1) if cpu else platform.machine()})",
            f"{memory:.0f} GiB",
            system.group(1) if system else "",
            f"Linux {platform.release()}",
            _said("ssh", "-V").split(",")[0],
            *(f"{name} {version}" for name, version in _packages().items()),
            f"load {os.getloadavg()[0]:.1f} at the start",
        ]
    )


def _packages():
    names = ("python3-paramiko", "pssh", "ansible-core", "python3-testinfra")
    found = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${Version}\\n", *names], capture_output=True, text=True, check=False
    )
    return dict(line.split() for line in found.stdout.splitlines() if len(line.split()) == 2)


def _said(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).strip()
