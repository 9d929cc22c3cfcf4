# shellcheck shell=sh
# shellcheck disable=SC2086,SC2154
# All descriptors above 2 of the processes in pids, with their sockets. Setups: quiet-ls, process-names, awk libraries.
# Starts 2 programs, and 2 more for 200 processes. The records are those of processes.sh; and
#
#   unread  PID  [MESSAGE]        its descriptors could not be listed; no message: Permission denied
#   end  COUNT                    of processes
cd /proc || exit 90
# Whether there is the program.
ss=''
if command -v ss >/dev/null; then ss=ss; fi
program=$awk_ls$awk_ls_all$awk_stat$awk_list_descriptors$awk_byte_order$awk_network_tables$awk_descriptor_sockets
program=$program$awk_other_descriptors

# The whole look.
look() {
  echo look
  awk -v quiet="$q" -v ss="$ss" "$program" $pids
}

# mawk stops with an error if a process ends between the opening and the reading of its file. So look several times.
look || look || look || look || look
