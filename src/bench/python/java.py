"""Where the program, its Java and the compiled tests are."""

import functools
import os
import re
import subprocess
from pathlib import Path

HOME = Path(__file__).parents[3]


@functools.cache
def home():
    """The Java that bin/driftline uses."""
    said = subprocess.run(
        [HOME / "bin/driftline"],
        env=os.environ | {"DRIFTLINE_JAVA_OPTS": "-XshowSettings:properties -version"},
        capture_output=True,
        text=True,
        check=False,
    )
    return Path(re.search(r"java\.home = (.*)", said.stdout + said.stderr).group(1).strip())


def class_path():
    """Of the tests and of what is measured inside one process; src/bench/run has them compiled."""
    libraries = (HOME / "target/bench/classpath").read_text().strip()
    return f"{HOME}/target/test-classes:{HOME}/target/classes:{libraries}"
