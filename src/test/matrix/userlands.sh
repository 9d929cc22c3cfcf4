#!/bin/sh
# usage: src/test/matrix/userlands.sh [SUITE...]
#
# The whole matrix of userlands: awks, shells, coreutils and locales of this machine, and the root file systems of other
# releases of Debian and Ubuntu: bullseye trixie sid, or those that are named. The same processes must give the same
# tables and verdicts. Needs root and the package debootstrap; the root file systems stay in target/matrix, about 250 MB
# each. How to make one by hand, for a release that debootstrap of this machine does not know:
#   debootstrap --variant=minbase --include=gawk,iproute2 plucky target/matrix/plucky http://archive.ubuntu.com/ubuntu gutsy
set -eu

cd -- "$(dirname -- "$0")/../../.."
[ $# -gt 0 ] || set -- bullseye trixie sid
mkdir -p target/matrix
for suite; do
  root=target/matrix/$suite
  if ! [ -e "$root/etc/os-release" ]; then
    rm -rf -- "$root"
    debootstrap --variant=minbase --include=iproute2 "$suite" "$root"
  fi
done
exec bin/test UserlandsTest -Ddriftline.matrix=full "-Ddriftline.suites=$PWD/target/matrix"
