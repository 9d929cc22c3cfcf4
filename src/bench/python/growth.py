"""Part `growth`: what judging costs, and what is kept of it, when hosts, checks and rows become more."""

import re
import subprocess
import sys

import inner
import java
import table

ALL = "present"
EXPRESSION = "~ ^package"
# Hosts, checks, rows of a host, how rows are selected.
SIZES = (
    (1000, 10, 30, ALL),
    (3000, 10, 30, ALL),
    (10000, 10, 30, ALL),
    (1000, 100, 30, ALL),
    (3000, 100, 30, ALL),
    (10000, 100, 30, ALL),
    (10000, 100, 30, EXPRESSION),
    (1000, 10, 300, ALL),
    (1000, 100, 300, ALL),
)
SAID = re.compile(r"\d+ results, (\d+) findings, ([\d.]+) s, ([\d.]+) KiB a host")


def measure():
    """A process each, so that what the compiler has to learn is part of the cost."""
    return [(size, *_judged(*size)) for size in SIZES]


def _judged(hosts, checks, rows, where):
    said = subprocess.run(
        [
            java.home() / "bin/java", *inner.FLAGS.split(), "-cp", java.class_path(), "dev.driftline.run.JudgedFleet",
            str(hosts), str(checks), str(rows), where, "1",
        ],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    findings, seconds, kept = SAID.search(said).groups()
    if int(findings) != hosts:
        raise RuntimeError("not the right findings: " + said)
    print("growth: " + said.strip(), file=sys.stderr, flush=True)
    return float(seconds), float(kept)


def markdown(measured):
    lines = [
        [
            f"{hosts:,}", str(checks), str(rows), f"`{where}`", f"{seconds:.2f}",
            f"{1e6 * seconds / hosts / checks / rows:.2f}", f"{kept:.2f}",
        ]
        for (hosts, checks, rows, where), seconds, kept in measured
    ]
    return "One finding a host. CPU of the judging thread, under the program's compiler.\n\n" + table.markdown(
        ["hosts", "checks", "rows", "selected by", "CPU s", "µs a row and check", "KiB kept a host"], lines
    )
