#!/bin/sh
# Makes a cage and becomes its keeper: keeper.py, with the same arguments.
#
# A cage has process numbers, mounts and a network of its own. Its root folder is this machine's, as it is now; what is
# written there is kept in memory and goes away with the cage. So a program starts with the files that Debian
# installed, at its usual ports, and nothing outside is changed. When the keeper ends, every process of the cage ends.
#
# Needs root, and the packages util-linux and iproute2.
set -eu

zoo=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)

if [ "${ZOO_CAGE:-}" != made ]; then
  export ZOO_CAGE=made
  exec unshare --pid --fork --kill-child --mount --net --uts --ipc -- "$0" "$@"
fi

mount -t tmpfs -o mode=755 zoo /mnt
mkdir /mnt/written /mnt/work /mnt/root
mount -t overlay -o lowerdir=/,upperdir=/mnt/written,workdir=/mnt/work zoo /mnt/root
mount -t proc proc /mnt/root/proc
mount --rbind /sys /mnt/root/sys
# The devices are the machine's; terminals are the cage's own, so they are there for every program of it.
mount -t tmpfs -o mode=755 dev /mnt/root/dev
for device in null zero full random urandom tty fuse; do
  [ ! -e /dev/$device ] || cp -a /dev/$device /mnt/root/dev/
done
for device in /dev/loop*; do
  [ ! -b "$device" ] || cp -a "$device" /mnt/root/dev/
done
mkdir /mnt/root/dev/pts /mnt/root/dev/shm
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts /mnt/root/dev/pts
mount -t tmpfs -o mode=1777 shm /mnt/root/dev/shm
ln -s pts/ptmx /mnt/root/dev/ptmx
ln -s /proc/self/fd /mnt/root/dev/fd
ln -s /proc/self/fd/0 /mnt/root/dev/stdin
ln -s /proc/self/fd/1 /mnt/root/dev/stdout
ln -s /proc/self/fd/2 /mnt/root/dev/stderr
mount -t tmpfs -o mode=755 run /mnt/root/run
hostname zoo
ip link set lo up
cd /mnt/root
pivot_root . .
umount -l .
cd /
exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
  JAVA_HOME="${JAVA_HOME:-}" DRIFTLINE_JAVA_HOME="${DRIFTLINE_JAVA_HOME:-}" \
  /usr/bin/python3 "$zoo/keeper.py" "$@"
