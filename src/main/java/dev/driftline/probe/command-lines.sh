# shellcheck shell=sh
# shellcheck disable=SC2086
# The command line of every process, at most 1024 bytes each. Forks: 3, whatever the number of processes.
#
#   ==> PID/cmdline <==        written by head between two newlines, then the arguments with 001 for their NUL
#   .                          the end
#
# An argument may hold a newline and a forged heading: a process with two headings is not believed.
cd /proc || exit 90
list() {
  a='' n=0
  for p in [0-9]*; do
    a="$a $p/cmdline" n=$((n + 1))
    [ "$n" -lt 2000 ] || { head -c 1024 /dev/null $a; a='' n=0; }
  done
  [ -z "$a" ] || head -c 1024 /dev/null $a
}
# What ends while it is looked at is said on stderr, and is no fault.
list 2>/dev/null | tr '\000' '\001'
printf '\n.\n'
