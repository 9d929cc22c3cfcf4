# A library: the sockets of processes: their rows in the tables of the kernel, and the other ends of unix streams.
#
# Needs byte-order.awk and network-tables.awk, which calls seen_internet and seen_unix.

# Returns the inode of a socket, or nothing if the value is something else.
function socket_of(v) { return v ~ /^.socket:\[[0-9]+\]$/ ? substr(v, 10, length(v) - 10) : "" }

# Notes a socket that a process has, so that find_sockets looks for it.
function note_socket(p, v,    inode) {
  inode = socket_of(v)
  if (inode == "" || (inode in found)) return
  missing[inode] = 1
  holder[inode] = p
}

# Looks for all sockets that are missing: in our own namespace first, then in those of their holders.
function find_sockets(    inode, name, names) {
  if (!some_missing()) return
  if (!order++) print_byte_order()
  find_in("self")
  look = "spaces"
  for (inode in missing) {
    name = " " holder[inode] "/ns/net"
    if (!(holder[inode] in network) && !index(names " ", name " ")) names = names name
  }
  if (names != "") ask_ls("", names)
  for (inode in missing) find_in_space_of(holder[inode])
  find_peers()
}

# Reads the tables of the process's namespace, once for each namespace.
function find_in_space_of(p,    space) {
  space = (p in network) ? network[p] : p
  if (space in space_read) return
  space_read[space] = 1
  find_in(p)
}

# Reads the tables of a namespace that p is in, until nothing is missing. unix comes first, because most are streams to
# the journal, and each table of TCP costs the kernel milliseconds.
function find_in(p,    i, count, table, none) {
  if (!read_unix_table(p)) print "unread-table\t" p "/net/unix"
  count = split("tcp tcp6 udp udp6", table, " ")
  for (i = 1; i <= count && some_missing(); i++)
    if (!read_internet_table(p, table[i], none)) print "unread-table\t" p "/net/" table[i]
}

# Whether a socket is still missing.
function some_missing(    inode) { for (inode in missing) return 1; return 0 }

# Takes a row of TCP or UDP.
function seen_internet(table, local, remote, state, inode, accepted) {
  if (!(inode in missing)) return
  print_internet(table, local, remote, state, inode, accepted)
  is_found(inode)
}

# Takes a unix socket. Two rows about one inode are printed both: the reader then believes neither.
function seen_unix(type, flags, state, inode, path) {
  if (!(inode in missing) && !(inode in streams)) return
  print_unix(type, flags, state, inode, path)
  if (type == "0001") streams[inode] = 1
  is_found(inode)
}

# Marks a socket.
function is_found(inode) { found[inode] = 1; delete missing[inode] }

# Asks ss for the other ends of the unix streams. It has the inode of the peer and the own path in one line. So the line
# whose peer is our socket shows the path at the other end.
function find_peers(    command, line, word, inode) {
  for (inode in streams) if (!(inode in asked)) { asked[inode] = 1; unresolved++ }
  if (!unresolved || ss == "") return
  unresolved = 0
  command = "exec ss -xnea"
  while ((command | getline line) > 0) {
    if (split(line, word, " ") < 8) continue
    # The other end is closed. A connection that nobody has accepted yet has the inode 0, too, but it is open.
    if (word[5] word[7] word[8] word[9] == "**0---" && (word[6] in streams)) print "peer\t" word[6] "\t0\t*"
    if (!(word[8] in streams)) continue
    gsub(/\t/, "?", word[5])
    print "peer\t" word[8] "\t" word[6] "\t" word[5]
    answers[word[8]]++
    peer_path[word[8]] = word[5]
    peer[word[8]] = word[6]
  }
  close(command)
}

# Which sockets need no second look: streams to the journal. Others may be a connection, which is a fault, and no fault
# is told after one look.
function mark_safe_sockets(    inode) {
  for (inode in streams)
    if (answers[inode] == 1 && is_journal(peer_path[inode])) safe_socket["bsocket:[" inode "]"] = 1
}

# Whether journald listens at the path (systemd-journald.service(8)).
function is_journal(path) { return path ~ /^\/run\/systemd\/journal(\.[^\/]+)?\/stdout$/ }

# Without an answer of ss, systemd's word has to do: JOURNAL_STREAM in the environment of the holder (systemd.exec(5)).
# All environments are asked for in one go. Their lines are only compared with sockets that their process has.
function find_journals(    inode, files, command, line, p) {
  for (inode in streams) if (answers[inode] != 1) files = files " " holder[inode] "/environ"
  if (files == "") return
  command = "head -c 131072 /dev/null" files " 2>&1 | tr \"\\000\" \"\\012\""
  while ((command | getline line) > 0) {
    if (line ~ /^==> [0-9]+\/environ <==$/) { p = substr(line, 5) + 0; heads[p]++ }
    else if (match(line, /^JOURNAL_STREAM=[0-9]+:[0-9]+$/)) { sub(/.*:/, "", line); told[p] = line }
  }
  close(command)
  for (inode in streams)
    if (answers[inode] != 1 && heads[holder[inode]] == 1 && told[holder[inode]] == inode) print "journal\t" inode
}
