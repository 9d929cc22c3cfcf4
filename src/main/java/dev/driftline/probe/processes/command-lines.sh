# shellcheck shell=sh
# shellcheck disable=SC2086,SC2154
# The command line of each of the processes pids, at most 1024 bytes each. Setup: process-names. Forks: 3, whatever the number of processes.
#
#   ==> PID/cmdline <==        written by head between two newlines, then the arguments with 001 for their NUL
#   .                          the end
#
# An argument may hold a newline and a forged heading: a process with two headings is not believed.
cd /proc || exit 90
list() {
  a='' all='' n=0
  for p in $pids; do
    a="$a $p/cmdline" n=$((n + 1))
    # A shell copies all of a text to append to it, so short ones are joined first.
    case $n in
      2000) head -c 1024 /dev/null $all $a; a='' all='' n=0 ;;
      *[05]0) all="$all$a" a='' ;;
    esac
  done
  [ "$n" = 0 ] || head -c 1024 /dev/null $all $a
}
# What ends while it is looked at is said on stderr, and is no fault.
list 2>/dev/null | tr '\000' '\001'
printf '\n.\n'
