"""Tests of the judge of answers: `python3 src/bench/python/test_answers.py`."""

import json
import re
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace

import clients
from job import WARNING, Job

HOST = "127.66.0.1"


class JudgeTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name).resolve()
        self.job = Job(self.folder)
        self.right = self.output()

    def output(self, **changed):
        """What a healthy host prints."""
        said = {"fds": f"0 -> /dev/null\n1 -> {self.job.log}", "exit": "0", "stderr": WARNING, "mode": "640"} | changed
        versions = "".join(f"{name} {version}\n" for name, version in self.job.versions.items())
        fds = "".join(f"lr-x------ 1 root root 64 Nov 30 04:00 {line}\n" for line in said["fds"].splitlines())
        return f"{versions}total 0\n{fds}exit {said['exit']}\nstderr {said['stderr']}\nmode {said['mode']}\n"

    def test_the_right_answer_is_right(self):
        self.assertEqual(self.job.wrong(self.right), [])

    def test_words_of_the_login_and_other_descriptors_are_nobodys_fault(self):
        noisy = "Welcome to bench\n\n" + self.output(fds=f"0 -> /dev/null\n1 -> {self.job.log}\n9 -> /tmp/lock") + "bye\n"
        self.assertEqual(self.job.wrong(noisy.replace("\n", "\r\n")), [])

    def test_each_missing_line_is_noticed(self):
        lines = self.right.splitlines(keepends=True)
        for number, line in enumerate(lines):
            if not line.startswith("total"):
                with self.subTest(line):
                    self.assertFalse(self.job.is_right("".join(lines[:number] + lines[number + 1 :])))

    def test_each_wrong_line_is_noticed_and_named(self):
        for changed, named in (
            ({"fds": f"0 -> /dev/null\n1 -> {self.job.log}\n2 -> /dev/pts/0"}, "+ fd 2 /dev/pts/0"),
            ({"fds": f"0 -> /dev/zero\n1 -> {self.job.log}"}, "+ fd 0 /dev/zero"),
            ({"exit": "1"}, "+ exit 1"),
            ({"stderr": ""}, "+ stderr "),
            ({"mode": "644"}, "+ mode 644"),
        ):
            with self.subTest(named):
                self.assertIn(named, self.job.wrong(self.output(**changed)))
        older = re.sub(r"libc6 \S+", "libc6 0.1", self.right)
        self.assertIn("+ libc6 0.1", self.job.wrong(older))
        self.assertIn("+ exit 0", self.job.wrong(self.right + "exit 0\n"))
        self.assertFalse(self.job.is_right(""))

    def world(self):
        return SimpleNamespace(job=self.job, port=22, user_key=self.folder / "user")

    def test_output_files_are_read(self):
        client = clients.Paramiko(self.world())
        client.prepare(self.folder, [HOST])
        (self.folder / "out" / HOST).write_text(self.right)
        self.assertEqual(client.right(self.folder, [HOST, "127.66.0.2"]), {HOST})
        (self.folder / "out" / HOST).write_text(self.output(mode="644"))
        self.assertEqual(client.right(self.folder, [HOST]), set())
        self.assertIn(f"{HOST}: - mode 640; + mode 644", client.said(self.folder))

    def test_ansibles_own_words_are_read(self):
        modules, script = clients.AnsibleNatural(self.world()), clients.AnsibleScript(self.world())
        for text, right in ((self.right, {HOST}), (self.output(exit="1"), set())):
            (self.folder / "stdout").write_text(
                f'\nTASK [debug] ***\nok: [{HOST}] => {{\n    "msg": {json.dumps(text)}\n}}\n\nPLAY RECAP ***\n'
            )
            self.assertEqual(modules.right(self.folder, [HOST]), right)
            result = json.dumps({"changed": True, "rc": 0, "stderr": "", "stdout": text.replace("\n", "\r\n")})
            (self.folder / "stdout").write_text(f"\nTASK [script] ***\nchanged: [{HOST}] => {result}\nfatal: [x]: no\n")
            self.assertEqual(script.right(self.folder, [HOST]), right)

    def test_cases_of_testinfra_are_read(self):
        client = clients.Testinfra(self.world())
        case = f'<testcase classname="test_job" name="test_job[paramiko://{HOST}]" time="0.1"'
        for ending, right in (
            (" />", {HOST}),
            ('><failure message="no">no</failure></testcase>', set()),
            ('><error message="no">no</error></testcase>', set()),
        ):
            (self.folder / "report.xml").write_text(f"<testsuite>{case}{ending}</testsuite>")
            self.assertEqual(client.right(self.folder, [HOST]), right)


if __name__ == "__main__":
    unittest.main()
