# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154
# A setup: decides which processes are looked at. Starts a program if questions name processes.
#
# Given: process_names  the names, with a comma before each
#        process_some   the looks that some question needs of processes of these names only
#        process_every  the looks that some question needs of every process
process_named=''

# Sets pids to the processes for the look $1: a pattern of the shell for every process, or the pids of the named ones.
pids_for() {
  case " ${process_every-} " in
    *" $1 "*) pids='[0-9]*' ;;
    *) name_processes; pids=$process_named ;;
  esac
}

# Sets process_named to the pids of the named processes, the first time. If they cannot be told, every process is looked
# at.
name_processes() {
  if [ "$process_named" ]; then return; fi
  process_named='[0-9]*'
  # mawk stops with an error if a process ends between the opening and the reading of its file. So try several times.
  # Its message is thrown away: what counts is whether the last line came.
  found=$(cd /proc && { find_named || find_named || find_named; } 2>/dev/null)
  case $found in
    .) process_named=' ' ;;
    *.) process_named=${found%.} ;;
  esac
}

# Prints the processes that have one of the names, a line each, and a dot.
find_named() { process_names=$process_names awk "$awk_stat$awk_find_named" [0-9]*; }
