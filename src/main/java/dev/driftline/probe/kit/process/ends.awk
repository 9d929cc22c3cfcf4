# Who holds the ends of the pipes and nameless streams on 0, 1 and 2.

# Asks for all descriptors of the processes that may hold one: of those that have such a thing on 0, 1 or 2, and of the
# ancestors of those that have a stream. A caller that wants all ends asks every process.
function find_ends(    i, k, p, v, inode, list, count, word) {
  for (i = 1; i <= works; i++) {
    p = work[i]
    for (k = 0; k <= 2; k++) {
      v = value[p "/fd/" k]
      if (substr(v, 2, 5) == "pipe:") { wants_end[substr(v, 2)] = 1; candidate[p] = 1; note_mode(p, v) }
      inode = socket_of(v)
      if (inode == "" || !(inode in streams)) continue
      wants_end["socket:[" inode "]"] = 1
      if (inode in peer) wants_end["socket:[" peer[inode] "]"] = 1
      if (peer_path[inode] == "*") mark_candidates(p)
    }
  }
  look = "ends"
  if (ends == "every") for (i = 1; i <= pids; i++) candidate[pid[i]] = 1
  for (p in candidate) list = list " " p
  list_descriptors(list)
  # A process with both ends of a pipe may have given one to any other.
  if (both && ends != "every") { ends = "every"; list_descriptors(others_than_candidates()) }
  if (ends == "every") list_newborns()
  # Who came or went meanwhile is asked once more, and is no doubt if it is gone.
  list = still_not_listed()
  if (list != "") { split("", not_listed); split("", end_seen); list_descriptors(list) }
  list = still_not_listed()
  count = split(list, word, " ")
  for (i = 1; i <= count; i++) print "unlisted\t" word[i]
  if (ends == "every") print "every-end"
}

# Lists the processes that came since the look began, where it matters that nobody else has an end: a process that had
# it may have given it to a child and gone. The child may do the same, so this is done up to three times.
function list_newborns(    rounds, list) {
  while (rounds++ < 3 && is_end_missing() && (list = newborns()) != "") list_descriptors(list)
}

# Whether a pipe seems to have no reader or to be in one process only, or a stream to have no holder.
function is_end_missing(    target) {
  if (both) return 1
  for (target in wants_end) if (!(target in has_reader)) return 1
  return 0
}

# Returns the processes that were not there before, with a blank before each, and notes them.
function newborns(    command, line, i, count, word, p, list) {
  for (i = 1; i < ARGC; i++) is_known[ARGV[i]] = 1
  command = "echo [0-9]* end"
  command | getline line
  close(command)
  count = split(line, word, " ")
  if (word[count] != "end") complain("the processes could not be listed again")
  for (i = 1; i < count; i++) {
    p = word[i]
    if (p in is_known) continue
    is_known[p] = 1
    begun[p] = start_of(p)
    # One that has gone already is no doubt.
    if (begun[p] != "") list = list " " p
  }
  return list
}

# Returns the processes that were not listed, though they are still there, with a blank before each.
function still_not_listed(    p, list) {
  for (p in not_listed) if (start_of(p) == begun[p]) list = list " " p
  return list
}

# Notes that the process has an end of the pipe. Sets both and has_both[p] if it has two different ones, and
# has_reader[pipe] if this one can be read. For a stream, take_end sets it.
function note_mode(p, v,    name) {
  name = p "/" substr(v, 2)
  if ((name in mode) && mode[name] != substr(v, 1, 1)) both = has_both[p] = 1
  mode[name] = substr(v, 1, 1)
  if (substr(v, 1, 1) != "w") has_reader[substr(v, 2)] = 1
}

# Returns the processes whose descriptors were not listed yet, with a blank before each.
function others_than_candidates(    i, list) {
  for (i = 1; i <= pids; i++) if (!(pid[i] in candidate)) list = list " " pid[i]
  return list
}

# Marks a process and its ancestors.
function mark_candidates(p) { for (; (p in begun) && p != 0; p = parent[p]) candidate[p] = 1 }

# Takes a descriptor: prints it if it is an end that is wanted. 0, 1 and 2 are printed elsewhere. After two answers
# about one, nothing is known about its process.
function take_end(name, v,    at, pid, number, target) {
  at = index(name, "/")
  pid = substr(name, 1, at - 1)
  number = substr(name, at + 4)
  target = substr(v, 2)
  if (substr(v, 1, 1) == "!" || (name in end_seen)) not_listed[pid] = 1
  end_seen[name] = 1
  if (!(target in wants_end)) return
  if (substr(target, 1, 5) == "pipe:") note_mode(pid, v)
  else has_reader[target] = 1
  if (number + 0 > 2 || !wants_descriptors(pid))
    print "holder\t" target "\t" pid "\t" number "\t" substr(v, 1, 1)
}
