#!/bin/sh
# Lets the fuzzer look for inputs that break a fuzz target:
#
#   src/test/fuzz.sh [SECONDS [TARGET...]]
#
# SECONDS (60) each, for every @FuzzTest of the source tree or those named CLASS::METHOD. What it has learned stays in
# target/fuzz/CLASS/METHOD and is used the next time. An input that breaks a target ends the script with 1 and lies in
# target/fuzz/findings; after the repair copy it, if it is small, to
# src/test/resources/dev/driftline/fuzz/CLASSInputs/METHOD, where every build runs it.
set -eu

cd -- "$(dirname -- "$0")/../.."
seconds=${1:-60}
[ $# -eq 0 ] || shift

all_targets() {
  for file in src/test/java/dev/driftline/fuzz/*FuzzTest.java; do
    class=$(basename -- "$file" .java)
    awk -v class="$class" '
      /@FuzzTest/ { wanted = 1 }
      wanted && match($0, /void [A-Za-z]+\(/) { print class "::" substr($0, RSTART + 5, RLENGTH - 6); wanted = 0 }
    ' "$file"
  done
}

mkdir -p target/fuzz/findings
mvn -q -B test-compile dependency:build-classpath -Dmdep.outputFile=target/fuzz/classpath
java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java

# Hooks for injections look for strings of their own in ours, so they are off; coverage is all that is wanted.
broken=
[ $# -gt 0 ] || eval "set -- $(all_targets | tr '\n' ' ')"
for target; do
  class=${target%%::*}
  method=${target#*::}
  corpus=target/fuzz/$class/$method
  mkdir -p "$corpus"
  seeds=src/test/resources/dev/driftline/fuzz/${class}Inputs/$method
  [ -d "$seeds" ] || seeds=
  echo "fuzz.sh: $target for $seconds s" >&2
  # shellcheck disable=SC2086 # no seeds, no word
  "$java" -XX:+EnableDynamicAgentLoading --enable-native-access=ALL-UNNAMED -Xmx1200m -Xlog:disable \
    -cp "target/test-classes:target/classes:$(cat target/fuzz/classpath)" com.code_intelligence.jazzer.Jazzer \
    "--target_class=dev.driftline.fuzz.$class" "--target_method=$method" \
    --instrumentation_includes='dev.driftline.**:org.yaml.**:com.hubspot.jinjava.**' --disabled_hooks='*' \
    --reproducer_path=target/fuzz/findings \
    "-max_total_time=$seconds" -timeout=60 -rss_limit_mb=3000 -artifact_prefix=target/fuzz/findings/ \
    "$corpus" $seeds >"$corpus.log" 2>&1 || broken="$broken $target"
  tail -n 1 "$corpus.log"
done
[ -z "$broken" ] || {
  echo "fuzz.sh: broken:$broken; see target/fuzz/*/*.log" >&2
  exit 1
}
