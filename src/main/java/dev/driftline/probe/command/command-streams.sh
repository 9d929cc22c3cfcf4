#!/bin/sh
# shellcheck disable=SC2154 # the variables of command.sh and command-watch.sh
# A setup: how a command is run, and how its streams are passed on. See command.sh and command-watch.sh.

# Says $1 to the watcher.
command_tell() { echo "$1" >>"/proc/$watcher/fd/9"; }

# Waits until the watcher can be told. The result is false if it is not there, or /proc does not show it.
command_can_tell() {
  rounds=0
  until [ -p "/proc/$watcher/fd/9" ]; do
    rounds=$((rounds + 1))
    # It was started with this script, so it is seldom waited for at all.
    if [ "$rounds" -gt 300 ]; then
      # Not every sleep takes parts of a second. Then it says so, and the next one waits for ten rounds.
      sleep 0.1 2>/dev/null || { sleep 1; rounds=$((rounds + 9)); }
    fi
    if [ "$rounds" -gt 400 ] || ! [ -d "/proc/$watcher/fd" ]; then return 1; fi
  done
}

# Runs the command as the leader of a session of its own. Its stdout goes to stdout, its stderr to descriptor 5. At last
# both get a line with the secret, so that whoever reads them sees that nothing before that line is missing:
#   ended SECRET STATUS BEFORE AFTER LEFT   on stdout. The times are seconds since the boot. LEFT is "left" if a process
#                                           of the session lived on, which could have written more; else "none"
#   ended SECRET                            on stderr
# Given: the words of the command: those of a program, or a shell with -c and a text.
command_run() {
  read -r before _ </proc/uptime
  setsid "$@" 2>&5 5>&- &
  leader=$!
  command_tell "run $leader $((${before%.*} + seconds + 1))"
  wait "$leader"
  status=$?
  read -r after _ </proc/uptime
  left=none
  command_end_what_is_left
  command_tell ended
  printf '\nended %s %s %s %s %s\n' "$secret" "$status" "$before" "$after" "$left"
  printf '\nended %s\n' "$secret" >&5
}

# Kills what lives in the session, and looks again until nothing does: it may start processes while it is being killed.
# A process of another account cannot be killed. Sets left.
command_end_what_is_left() {
  rounds=0
  command_members "$leader" session
  while [ "$found" ] && [ "$rounds" -lt 20 ]; do
    left=left
    command_signal KILL "$leader" session
    rounds=$((rounds + 1))
  done
}

# Passes a stream on, from stdin to stdout, as the inner or the outer one of the two ($1): the first 64 KiB and a little
# more, which is the last line of command_run.
#
# dd writes each piece before it reads the next. So if a process holds the stream open until the watcher ends dd,
# everything before that was passed on, and no program is left that could write later. Then prints a last line:
#   whole SECRET BYTES   the end of the stream was seen. BYTES were passed on, or "-" if dd did not say
#   cut SECRET           more came; what stands before this line is its end
#   held SECRET          the end was not seen
#   failed SECRET        dd did not run to its end
command_take() {
  command_self
  command_tell "$1 $self"
  end=cut taken=0 exact=yes
  {
    # Enough pieces of 256 bytes for most streams. Small pieces fill the count before 64 KiB came: then single bytes.
    command_dd 256 257
    if [ "$end" = cut ] && [ "$taken" -lt 65792 ]; then command_dd 1 $((65792 - taken)); fi
    # The rest is read, or the command would be ended by SIGPIPE.
    case $end in cut | failed) tail -c 200 ;; esac
  } 8>&1
  case $end$exact in
    wholeyes) end="whole $secret $taken" ;;
    wholeno) end="whole $secret -" ;;
    *) end="$end $secret" ;;
  esac
  printf '\n%s\n' "$end"
}

# Passes on up to $2 pieces of $1 bytes, and adds their bytes to taken. Sets end: whole if dd read fewer pieces, so that
# the stream has ended; cut if it read all of them; held if the watcher killed it; failed.
#
# dd says on stderr `12+3 records in`: the whole and the partial pieces. A warning may come before. Most say
# `3072 bytes` after that, too. If not, and if pieces are partial, taken is too small, and exact becomes no.
command_dd() {
  said=$(exec dd bs="$1" count="$2" 2>&1 >&8 8>&-)
  case $? in
    0) ;;
    137) end=held; return ;;
    *) end=failed; return ;;
  esac
  whole=${said%%' records in'*}
  whole=${whole##*[!0-9+]}
  case $whole in [0-9]*+[0-9]*) ;; *) end=failed; return ;; esac
  part=${whole#*+} whole=${whole%%+*}
  bytes=${said##*' records out'}
  bytes=${bytes#?}
  bytes=${bytes%% byte*}
  case $bytes in
    '' | *[!0-9]*)
      bytes=$((whole * $1 + part))
      if [ "$part" != 0 ]; then exact=no; fi
      ;;
  esac
  taken=$((taken + bytes))
  if [ $((whole + part)) -lt "$2" ]; then end=whole; fi
}
