#!/bin/sh
# Makes the packaged program start fast: brings the oldest classes in the jars to a version that a class-data archive
# can hold, runs the program a few times to learn which classes it needs, and leaves them in an archive beside the jars.
# Called by Maven at the end of `package`. The launcher does the running, so that the archive is made by the Java and
# with the class path that it will be used with. docs/start.md says when an archive is used.
set -eu

cd -- "$(dirname -- "$0")/../../.."
work=target/archive
lib=target/driftline/lib
rm -rf -- "$work" "$lib"/*.jsa
mkdir -p -- "$work"

# The launcher says which Java it takes, and which archive it looks for.
DRIFTLINE_JAVA_OPTS='-XshowSettings:properties -version' bin/driftline >"$work/settings" 2>&1
java_home=$(sed -n 's/^ *java\.home = //p' "$work/settings")
archive=$(sed -n 's/^ *driftline\.archive = //p' "$work/settings")
"$java_home/bin/java" -XX:TieredStopAtLevel=1 src/main/package/UpgradeOldClasses.java \
  "$lib"/picocli-*.jar "$lib"/jinjava-*.jar
"$java_home/bin/java" -XX:TieredStopAtLevel=1 src/main/package/ReadySwitches.java "$lib"/driftline.jar "$lib"

# All jars have the same old time, which the launcher gives back to a copy that lost it. By the sums it knows its jars.
(
  export LC_ALL=C TZ=UTC0
  cd -- "$lib"
  touch -t 198002010000 ./*.jar
  cksum ./*.jar >driftline.cksum
)

# Runs the program with the arguments and notes its classes. Any verdict will do (the machine that builds may drift);
# a run that fails is reported, and what it would have taught is missing from the archive.
train() {
  number=$((number + 1))
  code=0
  DRIFTLINE_JAVA_OPTS="-Xshare:off -XX:DumpLoadedClassList=$work/$number.classes" \
    bin/driftline "$@" >"$work/$number.stdout" 2>"$work/$number.stderr" </dev/null || code=$?
  case $code in
    0 | 2 | 4 | 6) ;;
    *)
      echo "archive.sh: \"driftline $*\" ended with $code; the archive knows less:" >&2
      cat -- "$work/$number.stderr" >&2
      ;;
  esac
}

number=0
train --version
train --help
train lint -i inventory -p checks
train check -i inventory -p checks/stdio.yaml
train check -i inventory -p src/main/package/training.yaml -o "json=$work/report.json"
train show "$work/report.json"
train collect -i inventory -o "$work/facts.jsonl.gz"
train check -i inventory -p src/main/package/training.yaml --from "$work/facts.jsonl.gz"
train test checks
train help check
train explain std-fds-safe
train inventory -i inventory
train probe host -i inventory
train waivers list
train baseline -i inventory
train gate -i inventory --assume "all: bash=99"
train demo

# One list of all: without comments, without the numbers that only one list understands, and without classes that were
# loaded by other loaders than the program's. A lambda that several places share has a line for each of them, and each
# line serves one place: as many are kept as the run has that has most.
awk '
  FNR == 1 { split("", here) }
  /^#/ || / source:/ { next }
  { sub(/ id: [0-9]*/, ""); if (++here[$0] > kept[$0]) { kept[$0]++; print } }
' "$work"/*.classes >"$work/classes"

DRIFTLINE_JAVA_OPTS="-Xshare:dump -XX:SharedClassListFile=$work/classes -XX:SharedArchiveFile=$archive" \
  bin/driftline >"$work/dump.log" 2>&1
[ -s "$archive" ] || {
  echo "archive.sh: the JVM left no archive:" >&2
  cat -- "$work/dump.log" >&2
  exit 1
}
# The launcher's files are for its user only. This one is for all who run the program.
chmod 644 "$archive"
