"""The job as testinfra's own modules say it; its assertions are the right answer."""

import json
import os

JOB = json.loads(os.environ["BENCH_JOB"])


def test_job(host):
    for name, version in JOB["versions"].items():
        assert host.package(name).version == version
    pid = host.file(JOB["pid_file"]).content_string.strip()
    assert host.file(f"/proc/{pid}/fd/0").linked_to == "/dev/null"
    assert host.file(f"/proc/{pid}/fd/1").linked_to == JOB["log"]
    assert not host.file(f"/proc/{pid}/fd/2").exists
    command = host.run(JOB["command"])
    assert (command.rc, command.stderr.strip()) == (0, JOB["warning"])
    assert host.file(JOB["secret"]).mode == 0o640
