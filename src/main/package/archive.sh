#!/bin/sh
# Makes the packaged program start fast: brings the oldest classes in the jars to a version that a class-data archive
# can hold, runs the program a few times to learn which classes it needs, and leaves them in an archive beside the jars. Called by Maven at the end of `package`. The launcher does the running, so that
# the archive is made by the Java and with the class path it will be used with; under another Java the JVM ignores it
# in silence, and the program only starts more slowly.
set -eu

cd -- "$(dirname -- "$0")/../../.."
work=target/archive
archive=target/driftline/lib/driftline.jsa
rm -rf -- "$work" "$archive"
mkdir -p -- "$work"

# The launcher's Java says where it is.
java_home=$(DRIFTLINE_JAVA_OPTS='-XshowSettings:properties -version' bin/driftline 2>&1 |
  sed -n 's/^ *java\.home = //p')
"$java_home/bin/java" -XX:TieredStopAtLevel=1 src/main/package/UpgradeOldClasses.java \
  target/driftline/lib/picocli-*.jar target/driftline/lib/jinjava-*.jar

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
train check -i inventory -p src/main/package/training.yaml
train explain std-fds-safe
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
