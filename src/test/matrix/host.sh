#!/bin/sh
# Makes a namespace host ready for tool faults: daemons with findings, and a /usr/bin in which each tool can be
# exchanged. Runs once, inside the host, as root.
#
#   /run/matrix/root   the host's files once more, so that the real tools stay reachable
#   /run/matrix/bin    what is mounted over /usr/bin: links to the real tools; shell.sh exchanges one
#   /run/matrix/sbin   the same for /usr/sbin
#   /run/matrix/counted   the same folders once more, in which every tool is tool.sh, but for those that another name
#                         leads to: awk is counted, mawk is not
set -eu

mkdir -p /opt/app/lib /run/matrix/root /run/matrix/bin /run/matrix/sbin /run/matrix/broken
chmod 777 /run/matrix
cp /usr/bin/sleep /opt/app/worker
cp /usr/bin/sleep /opt/app/replaced
cp /usr/bin/perl /opt/app/server
cp /lib/x86_64-linux-gnu/libz.so.1 /opt/app/lib/libold.so.1
cp /lib/x86_64-linux-gnu/libz.so.1 /opt/app/lib/libnow.so.1

# A small package database, for speed: what the daemons use, and a few more.
awk 'BEGIN { RS = ""; ORS = "\n\n" }
  /^Package: (base-files|coreutils|dash|libc6|libcrypt1|libssl3|openssl|openssh-server|perl-base|zlib1g)\n/' \
  /var/lib/dpkg/status >/var/lib/dpkg/status-new
mv /var/lib/dpkg/status-new /var/lib/dpkg/status

# start NAME COMMAND: in a session of its own, with the usual streams; NAME is only for whoever reads this.
start() {
  shift
  setsid sh -c "$1" </dev/null >/dev/null 2>&1 8>&- 9>&- &
}

start healthy 'exec /opt/app/worker 9001 2>>/var/log/worker.log'
start closed-stderr 'exec /opt/app/worker 9002 2>&-'
start closed-all 'exec /opt/app/worker 9003 <&- >&- 2>&-'
start deleted-log 'exec /opt/app/worker 9004 2>>/var/log/deleted.log'
start deleted-program 'exec /opt/app/replaced 9005'
start deleted-library 'LD_PRELOAD=/opt/app/lib/libold.so.1 exec /opt/app/worker 9006'
start library 'LD_PRELOAD=/opt/app/lib/libnow.so.1 exec /opt/app/worker 9007'
start data-file 'exec /opt/app/worker 9008 2<>/var/lib/ledger.db'
start odd-name "exec /opt/app/server -e '\$0 = qq{a) S 1 (\n2/fd/2}; sleep 9009'"
start server "exec /opt/app/server -e '
  use IO::Socket::INET;
  my \$s = IO::Socket::INET->new(Listen => 5, LocalAddr => q{127.0.0.1:3306}, ReuseAddr => 1) or die;
  my \$c = \$s->accept; sleep 9010'"
start client "exec /opt/app/server -e '
  use IO::Socket::INET; use POSIX ();
  my \$c; until (\$c = IO::Socket::INET->new(q{127.0.0.1:3306})) { select undef, undef, undef, 0.05 }
  POSIX::dup2(fileno(\$c), 2); sleep 9011'"
start pair "exec /opt/app/server -e '
  use Socket; use POSIX ();
  socketpair(my \$x, my \$y, AF_UNIX, SOCK_STREAM, PF_UNSPEC) or die;
  POSIX::dup2(fileno(\$x), 1); sleep 9012'"

# An ordinary user opens a file whose name holds a line as ls writes it, about descriptor 2 of a process of root.
until victim=$(cd /proc && grep -lz '^9002$' [0-9]*/cmdline); do sleep 0.05; done
victim=${victim%%/*}
newline='
'
forged="/home/probe/a${newline}lrwx------ 1 0 0 64 2026-01-01 00:00 $victim/fd/2 -> /dev/null"
mkdir -p "${forged%/*}"
: >"$forged"
chmod -R a+rX /home/probe
start forger "exec setpriv --reuid=65533 --regid=65533 --clear-groups /opt/app/worker 9013 <'$forged'"

# ready: all of them run their own program, and the client is connected.
ready() {
  n=0
  for p in /proc/[0-9]*; do
    case $(readlink "$p/exe") in /opt/app/*) n=$((n + 1)) ;; esac
  done
  [ "$n" -ge 13 ] && grep -q ':0CEA .* 01 ' /proc/net/tcp
}
tries=0
until ready; do
  tries=$((tries + 1))
  [ "$tries" -lt 200 ] || { echo "the daemons of this host do not come up" >&2; exit 1; }
  sleep 0.05
done
rm /var/log/deleted.log /opt/app/replaced /opt/app/lib/libold.so.1
cp /usr/bin/sleep /opt/app/replaced
cp /lib/x86_64-linux-gnu/libz.so.1 /opt/app/lib/libold.so.1

mount --rbind / /run/matrix/root
mount --make-rprivate /run/matrix/root
for kind in bin sbin; do
  mkdir -p "/run/matrix/counted/$kind"
  # shellcheck disable=SC2016 # perl's own variables
  (cd "/usr/$kind" && ls) | /opt/app/server -lne '
    BEGIN { $kind = shift; $chosen{readlink $_} = 1 for glob "/etc/alternatives/*" }
    my $real = "/run/matrix/root/usr/$kind/$_";
    symlink $real, "/run/matrix/$kind/$_" or die;
    symlink $chosen{"/usr/$kind/$_"} ? $real : "/run/matrix/tool.sh", "/run/matrix/counted/$kind/$_" or die' "$kind" -
done
mount --bind /run/matrix/bin /usr/bin
mount --bind /run/matrix/sbin /usr/sbin
