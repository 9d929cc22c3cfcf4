# A library: the sockets that a look wants, in all network namespaces. The directory is /proc.
#
# Given: ports   TCP ports and paths of unix sockets with commas between: TCP sockets with one of the ports at either
#                end, and unix sockets with one of the paths; empty for all TCP and UDP sockets and the unix sockets
#                that have a path
#        spaces  from network-spaces.sh
# Needs network-tables.awk, stat.awk and unix-clients.awk.

# Reads the tables. Sets record[inode] to the records of each wanted socket, inodes[1] and so on to their inodes, and
# unread_table to the first table that could not be read.
function read_rows(    count, i, place, space) {
  names_of_tables = ports == "" ? "tcp tcp6 udp udp6 unix" : "tcp tcp6"
  count = split(ports, place, ",")
  for (i = 1; i <= count; i++)
    if (place[i] !~ /^\//) wanted[sprintf(":%04X", place[i])] = hints[sprintf(":%04X ", place[i])] = 1
    else { wanted_path[short(place[i])] = 1; names_of_tables = "tcp tcp6 unix" }
  count = split(spaces, space, " ")
  for (i = 1; i <= count; i++) read_space(space[i])
}

# Reads the tables again, and forgets the sockets that nobody held and that are gone. Needs held[inode].
function forget_gone(    i) {
  read_again()
  for (i in inodes) if (!(inodes[i] in held) && !(inodes[i] in still)) delete record[inodes[i]]
}

# Reads the tables again. Sets still[inode] for the sockets that are there.
function read_again() {
  split("", still)
  forgetting = 1
  read_rows()
  forgetting = 0
}

# Reads the tables of one namespace: those of any member are those of all. Members may have ended. If all five that are
# known have, there may be more.
function read_space(members,    count, i, process) {
  count = split(members, process, ",")
  for (i = 1; i <= count; i++) if (read_tables(process[i])) return
  for (i = 1; i <= count; i++)
    if (count >= 5 || process[i] !~ /^[0-9]+$/ || start_of(process[i]) != "") {
      if (unread_table == "") unread_table = process[i] "/net/" failed_table
      return
    }
}

# Reads the tables of the namespace of pid. Returns 0 if one could not be read, and sets failed_table to its name.
function read_tables(pid,    count, i, table) {
  count = split(names_of_tables, table, " ")
  for (i = 1; i <= count; i++) {
    failed_table = table[i]
    if (!(table[i] == "unix" ? read_unix_table(pid) : read_internet_table(pid, table[i], hints))) return 0
  }
  return 1
}

# Takes a row of TCP or UDP.
function seen_internet(table, local, remote, state, inode, accepted) {
  if (ports == "" || (port_of(local) in wanted) || (port_of(remote) in wanted))
    keep(inode, internet_record(table, local, remote, state, inode, accepted))
}

# Takes a unix socket. The end of a client has no path.
function seen_unix(type, flags, state, inode, path) {
  if (forgetting && (inode in record)) { still[inode] = 1; return }
  if (ports == "" ? path == "" : !(short(path) in wanted_path)) return
  keep(inode, unix_record(type, flags, state, inode, path))
  # type 0001 is SOCK_STREAM, state 03 is SS_CONNECTED
  if (ports != "" && type state == "000103") served[inode] = 1
}

# Keeps a record. A path may contain a newline and a forged row, so different records of one inode are all kept, and the
# reader believes none of them.
function keep(inode, text) {
  if (forgetting) still[inode] = 1
  else if (!(inode in record)) { record[inode] = text; inodes[++rows] = inode }
  else if (index("\n" record[inode] "\n", "\n" text "\n") == 0) record[inode] = record[inode] "\n" text
}
