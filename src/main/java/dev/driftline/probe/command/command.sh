#!/bin/sh
# One command: its stdout, its stderr and its status, apart, bounded and under a time limit.
#
# Given: command  what to run, a text for sh -c
#        first    its first word, if that is plainly the name of a program; otherwise empty
#        account  the user to run it as; empty for the login's own user
#        seconds  the time limit
#        session  the text of command-session.sh
#
# Prints on stdout the command's own stdout, then a newline, then a last line:
#   =BEFORE AFTER KEY VALUE …   times in seconds since the boot, and
#       x STATUS   of the command, or -1 if its time was up; the first one counts
#       o REST     bytes of stdout that were not taken       e REST   of stderr
#   ?WHY WHAT                   it was not run
# and on stderr the command's own stderr, and nothing else.
command=${command:?} first=${first:-} account=${account:-} seconds=${seconds:?} session=${session:?}
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
if ! command -v setsid >/dev/null; then
  echo '?limit'
  exit 0
fi

# The words that start a shell as the account.
set --
if [ "$account" ] && [ "$account" != "$(id -un)" ]; then
  # The answer says that the account does not exist, so the message of id is thrown away.
  if ! number=$(id -u -- "$account" 2>/dev/null); then echo "?account $account"; exit 0; fi
  if [ "$(id -u)" != 0 ]; then echo "?privilege $account"; exit 0; fi
  # Programs look for their files in HOME, and those of root are not readable for others.
  case $account in *[!A-Za-z0-9._-]*) ;; *) eval "HOME=~$account"; esac
  USER=$account LOGNAME=$account
  export HOME USER LOGNAME
  set -- setpriv "--reuid=$number" "--regid=$(id -g -- "$account")" --init-groups sh -c
  # A trial: busybox has another setpriv, and old hosts have none.
  if ! "$@" true 2>/dev/null; then
    set -- chroot "--userspec=$account" / sh -c
    # The same for chroot. su is the last choice, because it may write to the system log.
    if ! "$@" true 2>/dev/null; then set -- su -s /bin/sh "$account" -c; fi
  fi
fi

read -r before _ </proc/uptime
{
  said=$(setsid sh -c "$session" sh "$command" "$PPID" $((${before%.*} + seconds)) "$@" 4>&1 >/dev/null 5>&8 6>&9 8>&- 9>&-)
# This shell's own message about the end of the session is thrown away.
} 8>&1 9>&2 2>/dev/null
read -r after _ </proc/uptime
# The pairs, one per line, become words.
# shellcheck disable=SC2086
set -- "$before" "$after" $said
printf '\n=%s\n' "$*"
