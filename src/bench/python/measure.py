"""Runs a program and says what it and everything it started cost."""

import ctypes
import json
import os
import select
import signal
import threading
import time
from dataclasses import asdict, dataclass

import processes

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_SAMPLE_SECONDS = 0.25
_FORKING = threading.Lock()


@dataclass
class Cost:
    """CPU of the whole tree in seconds, orphans included; memory is the largest sum of proportional sets that was
    seen, or the largest resident set of one process if that is more."""

    wall: float
    cpu: float
    memory_mib: float
    status: int
    timed_out: bool


def run(command, *, stdin=None, stdout=None, stderr=None, cwd=None, env=None, limit=600.0):
    """Runs `command` and waits for it and for whatever it leaves behind, which is ended. Streams are paths."""
    # No other supervisor may get hold of this pipe: its end is what is waited for.
    with _FORKING:
        reader, writer = os.pipe()
        supervisor = os.fork()
        if supervisor == 0:
            try:
                os.close(reader)
                cost = _supervise(command, stdin, stdout, stderr, cwd, env, limit)
                os.write(writer, json.dumps(asdict(cost)).encode())
                os._exit(0)
            finally:
                os._exit(70)
        os.close(writer)
    try:
        with os.fdopen(reader, "rb") as said:
            answer = said.read()
    except BaseException:
        os.kill(supervisor, signal.SIGKILL)
        raise
    finally:
        os.waitpid(supervisor, 0)
    if not answer:
        raise RuntimeError(f"the supervisor of {command[0]} failed")
    return Cost(**json.loads(answer))


def _supervise(command, stdin, stdout, stderr, cwd, env, limit):
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _process_control(_PR_SET_CHILD_SUBREAPER, 1)
    _process_control(_PR_SET_PDEATHSIG, signal.SIGKILL)
    begun = time.monotonic()
    child = _start(command, stdin, stdout, stderr, cwd, env)
    ended, memory = _wait(child, begun + limit)
    wall = time.monotonic() - begun
    if not ended:
        os.kill(child, signal.SIGKILL)
    _, status, usage = os.wait4(child, 0)
    peak = max(memory, usage.ru_maxrss / 1024)
    cpu = usage.ru_utime + usage.ru_stime + _end_the_rest()
    return Cost(wall, cpu, peak, os.waitstatus_to_exitcode(status), not ended)


def _process_control(option, value):
    if ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def _start(command, stdin, stdout, stderr, cwd, env):
    child = os.fork()
    if child:
        return child
    try:
        # Whoever ends the benchmark ends what it measures.
        _process_control(_PR_SET_PDEATHSIG, signal.SIGKILL)
        for number, path, flags in (
            (0, stdin, os.O_RDONLY),
            (1, stdout, os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
            (2, stderr, os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
        ):
            opened = os.open(path or os.devnull, flags, 0o600)
            os.dup2(opened, number)
            if opened > 2:
                os.close(opened)
        os.setsid()
        if cwd:
            os.chdir(cwd)
        os.execvpe(command[0], command, env if env is not None else os.environ)
    finally:
        os._exit(127)


def _wait(child, deadline):
    """Whether it ended in time, and the largest memory of its tree in MiB."""
    handle = os.pidfd_open(child)
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    memory = 0.0
    try:
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                return False, memory
            if poll.poll(min(left, _SAMPLE_SECONDS) * 1000):
                return True, memory
            memory = max(memory, sum(_proportional_mib(process) for process in processes.tree(child)))
    finally:
        os.close(handle)


def _end_the_rest():
    """Ends what was left running and counts its CPU: masters of shared connections, for example."""
    cpu = 0.0
    while True:
        for orphan in processes.children(os.getpid()):
            try:
                os.kill(orphan, signal.SIGKILL)
            except ProcessLookupError:
                pass
        try:
            _, _, usage = os.wait4(-1, 0)
        except ChildProcessError:
            return cpu
        cpu += usage.ru_utime + usage.ru_stime


def _proportional_mib(process):
    try:
        with open(f"/proc/{process}/smaps_rollup", encoding="ascii") as rollup:
            for line in rollup:
                if line.startswith("Pss:"):
                    return int(line.split()[1]) / 1024
    except OSError:
        pass  # it ended while we looked
    return 0.0
