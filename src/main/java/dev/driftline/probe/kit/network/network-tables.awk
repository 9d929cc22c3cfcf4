# A library: the sockets of one network namespace. The directory is /proc.
#
#   read_internet_table(pid, table, hints)   table is tcp, tcp6, udp or udp6
#   read_unix_table(pid)
#
# pid is a process of the namespace, or `self` for our own. For each row that has an inode they call a function, which
# the program has. The texts are those of the kernel: `0100007F:0CEA` is an address and a port, `0A` is a state.
#
#   seen_internet(table, local, remote, state, inode, accepted)   accepted: the other end began the connection
#   seen_unix(type, flags, state, inode, path)                    path may be empty
#
# A program that wants only some sockets compares the inode or the ports in these functions. To print a row:
#
#   print_internet(table, local, remote, state, inode, accepted)   `socket TABLE LOCAL REMOTE STATE INODE`, or
#                                                                  `accepted TABLE …`
#   print_unix(type, flags, state, inode, path)                    `unix TYPE FLAGS STATE INODE PATH`

# Reads a table of TCP or UDP. hints is an array; if it has members, a line is taken only if it contains one of them,
# such as ":0CEA ". Most lines are about other ports, and to split them takes long. Returns 0 if the table could not be
# read to its end. A table that the kernel does not have, or in which nothing is in use, is read without being opened.
function read_internet_table(pid, table, hints,    file, line, word, lines, got, used, hinted, text, listening) {
  used = sockets_in_use(pid, table)
  if (used == 0) return 1
  file = pid "/net/" table
  for (text in hints) { hinted = 1; break }
  while ((got = (getline line <file)) > 0) {
    if (!lines++ || hinted && !is_hinted(line, hints)) continue
    split(line, word, " ")
    # Listeners come before connections. An accepted connection is in the table of its listener, and has its local end.
    if (word[4] == "0A") listening[listener(word[2])] = 1
    if (word[10] + 0)
      seen_internet(table, word[2], word[3], word[4], word[10], table ~ /^tcp/ && word[4] != "0A" \
        && ((word[2] in listening) || (port_of(word[2]) in listening)))
  }
  close(file)
  # Without IPv6 there is neither tcp6 nor sockstat6, but the process is there.
  return lines && got == 0 || used < 0 && !lines && table ~ /6$/ && sockets_in_use(pid, "tcp") >= 0
}

# How many sockets of the table are in use in the namespace of pid, by its sockstat. They have an inode; those in
# time-wait have none and are not counted. Returns -1 if it does not say. To read a table takes 5 ms even if it is
# empty.
function sockets_in_use(pid, table,    file, line, word, used) {
  used = -1
  file = pid "/net/sockstat" (table ~ /6$/ ? "6" : "")
  while ((getline line <file) > 0) {
    split(line, word, " ")
    if (word[1] == toupper(table) ":" && word[2] == "inuse" && word[3] ~ /^[0-9]+$/) used = word[3] + 0
  }
  close(file)
  return used
}

# Whether the line contains one of the texts, or is about a listener.
function is_hinted(line, hints,    text) {
  if (index(line, " 0A ")) return 1
  for (text in hints) if (index(line, text)) return 1
  return 0
}

# The port of an address, with its colon.
function port_of(address) { return substr(address, length(address) - 4) }

# What connections of a listener have in common: the port if it listens at all addresses, otherwise address and port.
function listener(address,    port) {
  port = port_of(address)
  return substr(address, 1, length(address) - 5) ~ /^0+$/ ? port : address
}

# Reads the table of unix sockets. Returns 0 if it could not be read to its end.
function read_unix_table(pid,    file, line, word, lines, got, count) {
  file = pid "/net/unix"
  while ((got = (getline line <file)) > 0) {
    if (!lines++) continue
    count = split(line, word, " ")
    if (count < 7 || word[7] + 0 == 0) continue
    gsub(/\t/, "?", line)
    seen_unix(word[5], word[4], word[6], word[7], \
      count > 7 ? substr(line, index(line, " " word[7]) + length(word[7]) + 2) : "")
  }
  close(file)
  return lines && got == 0
}

# Returns the record of a row of TCP or UDP.
function internet_record(table, local, remote, state, inode, accepted) {
  return (accepted ? "accepted" : "socket") "\t" table "\t" local "\t" remote "\t" state "\t" inode
}

# Returns the record of a unix socket.
function unix_record(type, flags, state, inode, path) {
  return "unix\t" type "\t" flags "\t" state "\t" inode "\t" path
}

# Prints a row of TCP or UDP.
function print_internet(table, local, remote, state, inode, accepted) {
  print internet_record(table, local, remote, state, inode, accepted)
}

# Prints a unix socket.
function print_unix(type, flags, state, inode, path) { print unix_record(type, flags, state, inode, path) }
