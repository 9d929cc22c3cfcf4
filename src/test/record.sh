#!/bin/sh
# Keeps what one host says to a probe as a recording, src/test/resources/probe/PROBE/CASE:
#
#   src/test/record.sh PROBE/CASE [HOSTS -i INVENTORY] [--with NAME=VALUE] ...
#
# --help tells how to record a host that has no such thing, and one that cannot be looked at. Needs a JDK 25 and Maven.
set -eu

die() {
  printf '%s\n' "src/test/record.sh: $*" >&2
  exit 1
}

cd -- "$(dirname -- "$0")/../.."
# shellcheck source=/dev/null
. src/test/jdk.sh
find_jdk
find_maven
become_loop --run dev.driftline.cli.command.RecordCommand "$@"
