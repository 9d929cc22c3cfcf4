# shellcheck shell=sh
# shellcheck disable=SC2086,SC2154
# The command lines of the processes in pids. Setups: process-names, awk_commands. Starts 1 program, or 3
# where awk cannot read a NUL.
#
#   look
#   command  PID  HOW  ARGUMENTS    HOW is whole, cut, or doubtful; a byte 1 between arguments, a byte 2 for a newline
#   end  COUNT
#
# All together may have 1.5 MiB. So each is cut after 4 KiB, or earlier on a host with many processes.
cd /proc || exit 90

# The whole look.
look() {
  echo look
  awk "$awk_commands"'
    BEGIN {
      most = int(1536 * 1024 / ARGC)
      for (i = 1; i < ARGC; i++) list = list " " ARGV[i]
      print_commands(list, most > 4096 ? 4096 : most)
      print "end\t" commands + 0
      exit
    }' $pids
}

# mawk stops with an error if a process ends between the opening and the reading of its file. So look several times.
look || look || look || look || look
