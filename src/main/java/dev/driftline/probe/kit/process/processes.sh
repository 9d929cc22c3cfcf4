# shellcheck shell=sh
# shellcheck disable=SC2034,SC2086,SC2154
# The process table, and the descriptors 0, 1 and 2 of the processes that questions name: one look for all probes about
# processes. Setups: quiet-ls, process-names, awk libraries. Starts 2 programs, and more for what is odd.
#
#   look                                      a look begins; only the last one counts
#   host  SHELL  UPTIME  BOOTED  OTHERS  NULL our shell, seconds since boot, when that was, whether processes of others
#                                             are visible or hidden, whether /dev/null is a device, a file or missing
#   session  PID                              a process of a session of ours: all below it is ours, and up to our shell
#   user  UID  NAME                           an account of /etc/passwd that has a process
#   text  NUMBER  TEXT                        a text that the lines below name by its number
#   process  PID  PPID  SESSION  UID  STATE  THREADS  START  CGROUP  EXECUTABLE  NAME
#                                             CGROUP 0: none. EXECUTABLE 0: not readable
#   unanswered  COUNT                         processes that ls said nothing about
#   descriptors  PID  FD  FD  FD  [=START]    with START: seen in the second look, when its stat said START
#        FD is NUMBER then  -                 no such descriptor (the kernel said ENOENT for just this name, twice)
#                           or !MESSAGE       could not be read; no message: Permission denied
#                           M[FLAGS]n         the null device; M is r, w, b (both) or o (neither); FLAGS octal
#                           M[FLAGS]pINODE    a pipe
#                           M[FLAGS][@TYPE]>TARGET   anything else; TYPE is what a path leads to: c1:3, b7:0, -, p
#   big-endian, little-endian                 of the words of addresses
#   socket  PROTOCOL  LOCAL  REMOTE  STATE  INODE     a row of /proc/PID/net/PROTOCOL; accepted: the other end began it
#   unix  TYPE  FLAGS  STATE  INODE  PATH     a row of /proc/PID/net/unix
#   peer  INODE  PEER  PATH                   ss: the other end of this unix stream, and its path (*: none)
#   journal  INODE                            JOURNAL_STREAM of the process names this socket
#   unread-table  TABLE                       this table could not be read
#   holder  TARGET  PID  FD  M                a process has an end of this pipe or stream
#   unlisted  PID                             its descriptors could not be listed, so it may hold any end
#   every-end                                 the descriptors of all processes were asked for
#   command  PID  HOW  ARGUMENTS              of a process with an odd descriptor, as in command-lines.sh
#   said  MESSAGE                             ls said something else
#   end  COUNT                                of processes and descriptors; the look is complete
cd /proc || exit 90
# Without uptime it is an empty folder, or shows processes only (mount option subset=pid).
[ -r uptime ] || { if [ -e self ]; then exit 91; fi; exit 90; }
# Whether there is the program. Without it, JOURNAL_STREAM has to do.
ss=''
if command -v ss >/dev/null; then ss=ss; fi

# Says which processes a part of the look covers: every, named, none. Given: the name of the part.
extent() {
  case " ${process_every-} " in *" $1 "*) extent=every; return ;; esac
  case " ${process_some-} " in *" $1 "*) extent=named ;; *) extent=none ;; esac
}

extent processes
table=$extent
extent descriptors
standard=$extent
extent ends
ends=$extent
program=$awk_ls$awk_ls_all$awk_stat$awk_process_answers$awk_control_group$awk_table$awk_sessions
program=$program$awk_byte_order$awk_network_tables$awk_descriptor_sockets$awk_list_descriptors
program=$program$awk_descriptors$awk_descriptor_types$awk_print_descriptors$awk_ends$awk_commands$awk_processes

# The whole look.
look() {
  echo look
  process_names=${process_names-} awk -v shell="$$" -v quiet="$q" -v ss="$ss" \
    -v table="$table" -v standard="$standard" -v ends="$ends" "$program" [0-9]*
}

# mawk stops with an error if a process ends between the opening and the reading of its file. So look several times.
look || look || look || look || look
