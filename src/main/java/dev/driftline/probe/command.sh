#!/bin/sh
# One command: its stdout, its stderr and its status, apart, bounded and under a time limit.
#
# Given: command  what to run, a text for sh -c
#        first    its first word, if that is plainly the name of a program; else empty
#        account  as whom to run it; empty for the login's own user
#        seconds  the time limit
#
# Setups: time-limit, and find_limit called where the command may be there.
#
# Says on stdout what the command said there, then a newline, then a last line:
#   =BEFORE AFTER KEY VALUE …   times in seconds since the boot, and
#       x STATUS   of the command     w STATUS   of the time limit around it
#       o REST     bytes of stdout that were not taken       e REST   of stderr
#   ?WHY WHAT                   it was not run
# and on stderr what the command said there and nothing else.
command=${command:?} first=${first:-} account=${account:-} seconds=${seconds:?}
# shellcheck disable=SC3045 # dash, bash and busybox have it; a crash must not leave a file behind
ulimit -c 0

if [ "$first" ] && ! command -v "$first" >/dev/null; then
  case $first in
    */*) if [ -e "$first" ]; then echo "?refused $first"; exit 0; fi ;;
    *)
      IFS=:
      for directory in $PATH; do
        if [ -e "$directory/$first" ]; then echo "?refused $directory/$first"; exit 0; fi
        if [ -d "$directory" ] && ! [ -x "$directory" ]; then echo "?refused $directory"; exit 0; fi
      done
      unset IFS
      ;;
  esac
  echo "?absent $first"
  exit 0
fi

limit=
patient="timeout $((seconds + 2))"
case ${kind-} in
  gnu) limit="timeout --foreground -k 2 $seconds" ;;
  plain) limit="timeout $seconds" ;;
  old) limit="timeout -t $seconds" patient="timeout -t $((seconds + 2))" ;;
esac
if ! [ "$limit" ] || ! command -v setsid >/dev/null; then
  echo '?limit'
  exit 0
fi

as=
su=
if [ "$account" ] && [ "$account" != "$(id -un)" ]; then
  # An account that is not there is told by the answer, not by the words of id.
  if ! number=$(id -u -- "$account" 2>/dev/null); then echo "?account $account"; exit 0; fi
  if [ "$(id -u)" != 0 ]; then echo "?privilege $account"; exit 0; fi
  # Programs look for their files there; root's are not for others to read.
  case $account in *[!A-Za-z0-9._-]*) ;; *) eval "HOME=~$account"; esac
  USER=$account LOGNAME=$account
  export HOME USER LOGNAME
  as="setpriv --reuid=$number --regid=$(id -g -- "$account") --init-groups"
  # A trial: busybox has another setpriv, old hosts have none.
  if ! $as true 2>/dev/null; then
    as="chroot --userspec=$account /"
    # The same; su is the last, since it may write to the system log.
    if ! $as true 2>/dev/null; then as=; su=$account; fi
  fi
fi

# All of the wrapping runs with its own stderr on /dev/null: what shells say of children that died by
# a signal is not the command's. The command gets its stderr as descriptor 7.
# shellcheck disable=SC2016
inner='(exec sh -c "$1" 2>&7 4>&- 7>&-); echo "x $?" >&4'
# Leads a session of its own, and at the end takes all that is left in it along: when the command has ended, its time is up, or
# the connection's process, the parent of the script's shell, is gone.
# shellcheck disable=SC2016
leader='command=$1 inner=$2 su=$3 parent=$4; shift 4
(while sleep 1 && [ -d "/proc/$parent" ]; do :; done; kill -KILL 0) </dev/null >/dev/null 4>&- 7>&- &
if [ "$su" ]; then "$@" su -s /bin/sh "$su" -c "$inner" sh "$command"; else "$@" sh -c "$inner" sh "$command"; fi
echo "w $?" >&4; kill -KILL 0'
# Takes the first 64 KiB, counts the rest. Each piece that is read is written before the next: if something holds the stream
# open and the time is up, what was said until then has passed, and nobody is left who could write later.
#
# dd says how many whole and partial pieces it read: fewer than it may is the end of the stream. If all were read and some
# were partial, there may be less than 64 KiB of them: single bytes follow, as many as are left, if dd says how many there were.
take() {
  {
    said=$($patient dd bs=256 count=256 2>&1 >&8 4>&- 8>&-) || return
    count_pieces 256
    if [ "$rest" != 0 ] && [ "${part:-0}" != 0 ]; then
      bytes=${said##*' records out'} left=$((65536 - 256 * whole - part))
      bytes=${bytes#?}
      case ${bytes%% byte*} in '' | *[!0-9]*) ;; *) left=$((65536 - ${bytes%% byte*})) ;; esac
      said=$($patient dd bs=1 count=$left 2>&1 >&8 4>&- 8>&-) || return
      count_pieces $left
    fi
    [ "$rest" ] || rest=$($patient wc -c 4>&- 8>&-) || return
    echo "$1 $rest" >&4
  } 8>&1
}
# Of `12+3 records in`: whole, part, and rest, which is 0 if these are fewer than $1. A warning may stand before.
count_pieces() {
  rest='' part='' whole=${said%%' records in'*}
  whole=${whole##*[!0-9+]}
  case $whole in
    [0-9]*+[0-9]*)
      part=${whole#*+} whole=${whole%%+*}
      if [ $((whole + part)) -lt "$1" ]; then rest=0; fi
      ;;
  esac
}
read -r before _ </proc/uptime
exec 5>&1 6>&2
said=$(
  {
    {
      {
        # shellcheck disable=SC2086
        setsid sh -c "$leader" sh "$command" "$inner" "$su" "$PPID" $limit $as >&3 3>&- 5>&- 6>&-
        :
        # Its death is seen, and told to /dev/null, by this subshell. No observation gets lost: see descriptor 7 above. What
        # dd says at its end is none either.
      } 7>&1 2>/dev/null | take e >&6 2>/dev/null 3>&- 5>&-
    # The same.
    } 3>&1 | take o >&5 2>/dev/null 6>&-
  } 4>&1
)
read -r after _ </proc/uptime
# The pairs, one a line, become words.
# shellcheck disable=SC2086
set -- $said
printf '\n=%s %s %s\n' "$before" "$after" "$*"
