#!/bin/sh
# usage: src/test/matrix/userlands.sh [SUITE...]
#
# The whole matrix of userlands: awks, shells, coreutils and locales of this machine, and the root file systems of other
# releases of Debian and Ubuntu: bullseye trixie sid, or those that are named. The same processes must give the same
# tables and verdicts. Of a release whose uutils is newer than this machine's, there is a second one, in which uutils
# stands for coreutils. Needs root and the package debootstrap. The root file systems stay in /var/cache/driftline-matrix,
# about 250 MB each: the hosts of the test see /var, and not every other folder. How to make one by hand, for a release
# that debootstrap of this machine does not know:
#   debootstrap --variant=minbase --include=gawk,iproute2 plucky FOLDER/plucky http://archive.ubuntu.com/ubuntu gutsy
set -eu

cd -- "$(dirname -- "$0")/../../.."
[ $# -gt 0 ] || set -- bullseye trixie sid
roots=/var/cache/driftline-matrix
mkdir -p "$roots"

# Makes the root file system $2 of the release $1 with the packages $3.
make_root() {
  [ -e "$2/etc/os-release" ] && return
  rm -rf -- "$2"
  debootstrap --variant=minbase --include="$3" "$1" "$2"
}

for suite; do
  make_root "$suite" "$roots/$suite" iproute2
  # That of bullseye and bookworm puts some names in quotes; see UserlandsTest.
  case $suite in bullseye | bookworm) continue ;; esac
  uutils=$roots/$suite-uutils
  make_root "$suite" "$uutils" iproute2,rust-coreutils
  for tool in $(chroot "$uutils" coreutils --list); do
    if [ -e "$uutils/usr/bin/$tool" ] && [ "$tool" != coreutils ]; then ln -sf coreutils "$uutils/usr/bin/$tool"; fi
  done
done
exec bin/test UserlandsTest -Ddriftline.matrix=full "-Ddriftline.suites=$roots"
