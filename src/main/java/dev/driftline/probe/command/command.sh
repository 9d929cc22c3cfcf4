#!/bin/sh
# One command: its stdout, its stderr and its status, apart, bounded and under a time limit.
#
# Given: command  what to run, a text for sh -c
#        first    its first word, if that is plainly the name of a program; otherwise empty
#        direct   not empty if the command is only the words of such a program: then it needs no shell
#        account  the user to run it as; empty for the login's own user
#        seconds  the time limit
#        pipefail not empty if a pipe fails as soon as one of its programs does
# Setups: command-watch, command-streams.
#
# Prints on stdout the command's stdout and on stderr its stderr, each with the last lines of command-streams.sh. For
# example, after a command that prints `up` and ends with 0:
#   up
#
#   ended SECRET 0 1234.50 1234.70 none
#
#   whole SECRET 71
# Or prints one line, if the command was not run:
#   refused WHY WHAT
command=${command:?} first=${first:-} direct=${direct:-} account=${account:-} seconds=${seconds:?}
pipefail=${pipefail:-}
# shellcheck disable=SC3045 # dash, bash and busybox have it; a crash must not leave a file behind
ulimit -c 0

# Ends the section: it was not run, and $1 says why.
refuse() {
  printf 'refused %s\n' "$1"
  exit 0
}

# Ends the section if there is no program $1, or if we may not run it.
find_program() {
  command -v "$1" >/dev/null && return
  case $1 in
    */*) if [ -e "$1" ]; then refuse "permission $1"; fi ;;
    *)
      IFS=:
      for directory in $PATH; do
        if [ -e "$directory/$1" ]; then refuse "permission $directory/$1"; fi
        if [ -d "$directory" ] && ! [ -x "$directory" ]; then refuse "permission $directory"; fi
      done
      unset IFS
      ;;
  esac
  refuse "absent $1"
}

# Sets shell to the words that start a shell as the account $1.
find_account() {
  # The answer says that the account does not exist, so the message of id is thrown away.
  number=$(id -u -- "$1" 2>/dev/null) || refuse "account $1"
  [ "$(id -u)" = 0 ] || refuse "privilege $1"
  group=$(id -g -- "$1") || refuse "account $1"
  # Programs look for their files in HOME, and those of root are not readable for others.
  case $1 in *[!A-Za-z0-9._-]*) ;; *) eval "HOME=~$1"; esac
  USER=$1 LOGNAME=$1
  export HOME USER LOGNAME
  as="setpriv --reuid=$number --regid=$group --init-groups sh"
  for shell in "$as" "chroot --userspec=$1 / sh" "su -s /bin/sh $1"; do
    # A trial: busybox has another setpriv, and old hosts have none. su is last, since it may write to the system log.
    if [ "$($shell -c 'echo runs' 2>/dev/null)" = runs ]; then return; fi
  done
  refuse "account $1"
}

if [ "$first" ]; then find_program "$first"; fi
for tool in setsid sh dd tail; do command -v "$tool" >/dev/null || refuse "tool $tool"; done
# shellcheck disable=SC2154 # of command-watch
if [ "$trial" != runs ]; then refuse trial; fi
command_can_tell || refuse watcher
shell='sh'
if [ "$account" ] && [ "$account" != "$(id -un)" ]; then
  direct=
  find_account "$account"
fi
if [ "$pipefail" ]; then
  # Shells without it say so and end; the refusal is our own sentence.
  $shell -c 'set -o pipefail' 2>/dev/null || refuse pipefail
  direct='' command="set -o pipefail; $command"
fi

# Runs the command with its stdout to 3 and its stderr to a pipe, which is passed on to 4.
#
# What the shells themselves say, such as that a child was killed, is no output of the command: it is thrown away.
run_and_take() {
  # That is what this 2>/dev/null does; the command itself writes to 5.
  command_run "$@" 5>&1 2>/dev/null >&3 3>&- 4>&- |
    # Its stderr is that of the shell.
    command_take inner >&4 2>/dev/null 3>&- 4>&-
}

command_tell begin
# shellcheck disable=SC2086 # words
if [ "$direct" ]; then set -- $command; else set -- $shell -c "$command"; fi
{ run_and_take "$@"; } 3>&1 4>&2 |
  # The messages of the shell, as above.
  command_take outer 2>/dev/null 4>&-
command_tell 'done'
