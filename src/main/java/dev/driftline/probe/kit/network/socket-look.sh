# shellcheck shell=sh
# shellcheck disable=SC2154
# A setup: the function look_at_sockets prints a look at the sockets of all network namespaces, and at the processes
# that hold them. It starts 1 program, and 1 to 6 more if a socket is wanted: sh and ls. One more, ss, if a unix socket
# that is wanted by its path has a client.
# Setups before: quiet-ls, network-spaces, and the awk libraries below.
#
#   look                                          a look begins; only the last one counts
#   big-endian, little-endian                     the order of bytes in addresses
#   untold    COUNT                               processes whose network namespace could not be told; ?: nothing could
#   unread-table  TABLE                           this table could not be read
#   unlisted  PID                                 the descriptors of the process may not be looked at
#   holder    INODE  PID  FD                      the process holds the socket
#   socket    PROTOCOL  LOCAL  REMOTE  STATE  INODE   a row of /proc/PID/net/PROTOCOL that has an inode
#   accepted  PROTOCOL  LOCAL  REMOTE  STATE  INODE   the same, and an earlier row listens at LOCAL: the other end
#                                                     began it
#   unix      TYPE  FLAGS  STATE  INODE  PATH     a row of /proc/PID/net/unix that has a path
#   peer      INODE  CLIENT                       a client is connected to this unix socket; CLIENT is the
#                                                 inode of its end
#   said      MESSAGE                             another message of ls
#   end       COUNT                               of unlisted, holder, socket, accepted, unix and peer; the look is
#                                                 complete
#
# Tables are read first. So a socket that is opened later is not there, and what nobody holds is looked for again.

# In: TCP ports and paths of unix sockets with commas between, for sockets with one of them at either end; nothing for
# all sockets. Returns 0 if the last look is complete. mawk stops with an error if a process ends between the opening
# and the reading of its file. So it looks up to three times.
look_at_sockets() {
  try_sockets "$1" || try_sockets "$1" || try_sockets "$1"
}

# Looks once.
try_sockets() {
  cd /proc || return 90
  awk -v quiet="${q-}" -v ports="$1" -v spaces="$spaces" -v untold="$untold" \
    "$awk_ls$awk_ls_all$awk_stat$awk_byte_order$awk_network_tables$awk_socket_rows$awk_unix_clients\
$awk_socket_holders$awk_sockets"
}
