# A library: the processes that hold the sockets of record[inode] (socket-rows.awk). The directory is /proc.
#
# Given: quiet, the option of ls that keeps a name on one line. Needs ls-all.awk and stat.awk.

# Asks for the descriptors of all processes. Prints `holder INODE PID FD`, and `unlisted PID` for a process whose
# descriptors may not be looked at. Sets held[inode].
#
# A socket may be passed on between two steps: a server forks a process for each connection. So if nobody holds a
# socket, the processes that began since are asked, too. Then, those that were closed meanwhile are forgotten.
function find_holders(    before, after, i, count, process, old, new) {
  ask_descriptors(before = processes_now())
  if (!some_unheld()) return
  count = split(before, process, " ")
  for (i = 1; i <= count; i++) old[process[i]] = 1
  after = processes_now()
  count = split(after, process, " ")
  for (i = 1; i <= count; i++) if (!(process[i] in old)) new = new " " process[i]
  ask_descriptors(new)
  forget_gone()
}

# Whether some socket has no holder.
function some_unheld(    inode) {
  for (inode in record) if (!(inode in held)) return 1
  return 0
}

# Returns the numbers of all processes. awk cannot list a directory, but a shell can. It says how many there are, too.
function processes_now(    command, line, word) {
  command = "set -- [0-9]*; echo \"$# $*\""
  if ((command | getline line) <= 0 || line !~ /^[0-9 ]+$/ || split(line, word, " ") != word[1] + 1) give_up()
  close(command)
  return substr(line, length(word[1]) + 2)
}

# Asks for all descriptors of some processes.
function ask_descriptors(list,    count, i, process, names) {
  count = split(list, process, " ")
  for (i = 1; i <= count; i++) {
    names = names " " process[i] "/fd/*"
    if (i % 200 == 0 || i == count) { ask_names(names); names = "" }
  }
  ask_dim_ones()
}

# Asks again for descriptors whose targets could not be read. If one still cannot, the process may not be looked at;
# otherwise they were closed just then. dim[pid] has up to three names, dims[pid] is the number of all.
function ask_dim_ones(    pid, count, names) {
  again = 1
  for (pid in dim) {
    names = names dim[pid]
    if (++count % 100 == 0) { if (!ask_ls("", names)) give_up(); names = "" }
  }
  if (names != "" && !ask_ls("", names)) give_up()
  again = 0
  for (pid in dim) if (dims[pid] > 3 && !(pid in bright) && start_of(pid) != "") deny(pid)
  split("", dim)
}

# Asks ls for descriptors, by names with *. Each name must have one answer.
function ask_names(names,    command, line, arrow) {
  command = command_for_all(names, "$#")
  ls_asked = -1
  ls_answered = 0
  while ((command | getline line) > 0) {
    # Most descriptors are no sockets: what they lead to begins neither with an s nor with a quote.
    arrow = index(line, " -> ")
    if (arrow && substr(line, 1, 1) == "l" && !index("s'\"$", substr(line, arrow + 4, 1))) ls_answered++
    else if (ls_asked < 0 && line ~ /^asked [0-9]+$/) ls_asked = substr(line, 7)
    else other_answer(line, arrow)
  }
  if (!is_end_of_ls(close(command)) || ls_asked != ls_answered) give_up()
}

# Takes a socket that a process has, or a descriptor whose target could not be read.
function seen_link(name, mode, target,    part, inode) {
  split(name, part, "/")
  if (again) {
    if (target == "") deny(part[1])
    else bright[part[1]] = 1
    return
  }
  if (target == "") { if (dims[part[1]]++ < 3) dim[part[1]] = dim[part[1]] " " name; return }
  inode = substr(target, 9, length(target) - 9)
  if (!(inode in record)) return
  held[inode] = 1
  print "holder\t" inode "\t" part[1] "\t" part[3]
  count_of_records++
}

# Takes a descriptor that ls said nothing of. If it is not there, the process has closed it, has none or has ended.
function seen_failure(name, why,    part) {
  split(name, part, "/")
  if (why != "none" && why != "gone") deny(part[1])
}

# No descriptor is a file of another type than link.
function seen_file(name, line) { give_up() }

# Says once that the descriptors of a process may not be looked at.
function deny(pid) {
  if (pid in unlisted) return
  unlisted[pid] = 1
  print "unlisted\t" pid
  count_of_records++
}
