"""Part `inner`: the inner loops inside one process, by JMH, with the program's own compiler settings."""

import json
import subprocess
import sys

import java
import table

FLAGS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx1g"


def measure(world):
    result = world.folder / "jmh.json"
    subprocess.run(
        [
            java.home() / "bin/java", "-cp", java.class_path(), "org.openjdk.jmh.Main", "dev.driftline.bench",
            "-f", "1", "-wi", "3", "-w", "1", "-i", "5", "-r", "1", "-jvmArgs", FLAGS, "-rf", "json", "-rff", result,
        ],
        check=True,
        stdout=sys.stderr,
    )
    return json.loads(result.read_text())


def markdown(results):
    lines = []
    for result in results:
        name = ".".join(result["benchmark"].split(".")[-2:])
        parameters = ", ".join(result.get("params", {}).values())
        score = result["primaryMetric"]
        lines.append([f"{name} {parameters}".strip(), f"{score['score']:.2f}", f"± {float(score['scoreError']):.2f}"])
    return "Microseconds a call, after warming up; the compiler is the program's (C1).\n\n" + table.markdown(
        ["loop", "µs", "99.9 %"], lines
    )
