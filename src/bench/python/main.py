"""The benchmark's command line: chooses parts, prints Markdown."""

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import compare
import delay
import failing
import growth
import host
import inner
import scale
import table
from world import World, WrongJudge

PARTS = ("cpu", "failing", "delay", "host", "scale", "growth", "inner")


def main():
    options = _options()
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    # What belongs to this account is not measured: an agent, a start file, settings of the tools.
    for name in [name for name in os.environ if name.startswith(("SSH_", "ANSIBLE_", "PYTHON", "PYENV", "DRIFTLINE_"))]:
        if name != "DRIFTLINE_JAVA_HOME":
            del os.environ[name]
    os.environ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    begun = time.monotonic()
    world = World()
    try:
        sections = [f"Measured on {table.machine()}."]
        for part in options.only:
            sections.append(PARTS_BY_NAME[part](world, options))
        sections.append(f"Took {(time.monotonic() - begun) / 60:.0f} minutes.")
        text = "\n\n".join(sections) + "\n"
        print(text)
        if options.output:
            Path(options.output).write_text(text)
    except WrongJudge as wrong:
        sys.exit(f"src/bench/run: {wrong}")
    finally:
        world.close()


def _options():
    parser = argparse.ArgumentParser(prog="src/bench/run", description="Measures driftline and what one would pick instead.")
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(PARTS), help="parts: " + ",".join(PARTS))
    parser.add_argument("--hosts", type=_numbers, default=compare.SIZES, help="numbers of hosts for the part cpu")
    parser.add_argument("--rounds", type=int, help="runs of each client instead of the usual number")
    parser.add_argument("--clients", type=lambda text: text.split(","), help="only clients whose name contains one of these")
    parser.add_argument("--output", help="write the Markdown to this file, too")
    options = parser.parse_args()
    unknown = set(options.only) - set(PARTS)
    if unknown:
        parser.error("no such part: " + ", ".join(sorted(unknown)))
    return options


def _numbers(text):
    return [int(word) for word in text.split(",")]


def _cpu(world, options):
    rows, missing = compare.measure(world, options.hosts, options.rounds, options.clients)
    return "## The same job, side by side\n\n" + compare.markdown(rows, missing)


def _failing(world, _):
    return "## Bad hosts\n\n" + failing.markdown(failing.measure(world))


def _delay(world, _):
    return "## Round trips\n\n" + delay.markdown(delay.measure(world))


def _host(*_):
    return "## On the host\n\n" + host.markdown(host.measure())


def _scale(world, _):
    return "## Scale\n\n" + scale.markdown(*scale.measure_all(world))


def _growth(*_):
    return "## How judging grows\n\n" + growth.markdown(growth.measure())


def _inner(world, _):
    return "## Inner loops\n\n" + inner.markdown(inner.measure(world))


PARTS_BY_NAME = {
    "cpu": _cpu,
    "failing": _failing,
    "delay": _delay,
    "host": _host,
    "scale": _scale,
    "growth": _growth,
    "inner": _inner,
}

if __name__ == "__main__":
    main()
