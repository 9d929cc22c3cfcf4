#!/bin/sh
# Runs in its own session: the command, the programs that read its output, and a watch over both. At the end everything
# that is left in the session is killed, so that no process of the command stays.
#
# Given: the command; the process of the connection, which is the parent of the script's shell; the second since the boot
# at which the command's time is up; and the words that start a shell as another account, if there is one.
# Descriptors: 4 for the pairs of the last line of command.sh, 5 for stdout, 6 for stderr.
command=$1 parent=$2 until=$3
shift 3
# TERM is sent to the whole session. It ends the command and the processes that the command left. The programs of this
# script ignore it.
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

# Runs the command and prints its status. Both happen in one shell, so there is a status only if the command was started.
# For another account that is a shell of that account. The command gets descriptor 7 as its stderr, because shells print
# messages about children that died by a signal, and these must not look like output of the command.
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

# Passes on the first 64 KiB, and counts the rest. dd writes each piece before it reads the next. So if a process holds the
# stream open until the time is up, everything before that was passed on, and no program is left that could write later.
#
# dd tells how many whole and partial pieces it read. If these are fewer than 256, the stream has ended. If there are 256,
# and some are partial, they may be less than 64 KiB. Then single bytes are read until 64 KiB are full, if dd told the
# number of bytes.
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

# Reads `12+3 records in`: 12 is whole, 3 is part. rest is 0 if both together are fewer than $1. A warning may come before.
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
  # The report that dd prints at its end is read by take, and its other messages are thrown away.
  { run "$@" 7>&1 >&3 3>&- 5>&- 6>&- 2>/dev/null | take e >&6 2>/dev/null 3>&- 5>&-; } 3>&1 | take o >&5 2>/dev/null 6>&-
}
kill -KILL 0
