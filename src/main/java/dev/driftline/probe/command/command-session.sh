#!/bin/sh
# What runs in a session of its own: the command, the programs that take what it says, and a watch over both. At the end
# all that is left in the session is killed, so that nothing of the command stays.
#
# Given: the command; the connection's process, the parent of the script's shell; the second since the boot at which the
# command's time is up; and the words that start a shell as another account, if any.
# Descriptors: 4 the pairs that command.sh tells of, 5 stdout, 6 stderr.
command=$1 parent=$2 until=$3
shift 3
# TERM, sent to the whole session, ends the command and what it left behind, and nothing that belongs to this script.
trap '' TERM

watch() {
  while sleep 1 && [ -d "/proc/$parent" ]; do
    read -r now _ </proc/uptime
    now=${now%.*}
    if [ "$now" -ge $((until + 2)) ]; then break; fi
    if [ "$now" -ge "$until" ]; then
      echo 'x -1' >&4
      kill -TERM 0
    fi
  done
  kill -KILL 0
}

# Runs the command, and says its status where only a command that was started can. As another account that is a shell
# of its own. The command gets its stderr as descriptor 7: what shells say of children that died by a signal is not its.
# shellcheck disable=SC2016
run() {
  shell='(trap - TERM; exec sh -c "$1" 2>&7 4>&- 5>&- 6>&- 7>&-); echo "x $?" >&4'
  if [ $# = 0 ]; then
    set -- "$command"
    eval "$shell"
  else
    (trap - TERM; exec "$@" "$shell" sh "$command")
  fi
  kill -TERM 0
}

# Takes the first 64 KiB, counts the rest. Each piece that is read is written before the next: if something holds the stream
# open and the time is up, what was said until then has passed, and nobody is left who could write later.
#
# dd says how many whole and partial pieces it read: fewer than it may is the end of the stream. If all were read and some
# were partial, there may be less than 64 KiB of them: single bytes follow, as many as are left, if dd says how many there were.
take() {
  {
    said=$(dd bs=256 count=256 2>&1 >&8 4>&- 8>&-) || return
    count_pieces 256
    if [ "$rest" != 0 ] && [ "${part:-0}" != 0 ]; then
      bytes=${said##*' records out'} left=$((65536 - 256 * whole - part))
      bytes=${bytes#?}
      case ${bytes%% byte*} in '' | *[!0-9]*) ;; *) left=$((65536 - ${bytes%% byte*})) ;; esac
      said=$(dd bs=1 count=$left 2>&1 >&8 4>&- 8>&-) || return
      count_pieces $left
    fi
    [ "$rest" ] || rest=$(wc -c 4>&- 8>&-) || return
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

watch </dev/null >/dev/null 5>&- 6>&- &
{
  # What dd says at its end is no observation either.
  { run "$@" 7>&1 >&3 3>&- 5>&- 6>&- 2>/dev/null | take e >&6 2>/dev/null 3>&- 5>&-; } 3>&1 | take o >&5 2>/dev/null 6>&-
}
kill -KILL 0
