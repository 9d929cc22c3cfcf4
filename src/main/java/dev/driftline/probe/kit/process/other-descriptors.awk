# All descriptors above 2 of the processes in the arguments, with their sockets. The directory is /proc.

# Takes the answers of ls: a descriptor, or the network of a process.
function seen_link(name, mode, target,    at, pid, number) {
  at = index(name, "/")
  pid = substr(name, 1, at - 1)
  number = substr(name, at + 4)
  if (substr(name, at + 1) == "ns/net") { network[pid] = target; return }
  if (number + 0 <= 2) return
  if (name in value) { value[name] = "!two answers"; return }
  value[name] = target == "" ? "!" : mode target
  note_socket(pid, value[name])
  numbers[pid] = numbers[pid] " " number
}

# What a descriptor leads to, in the look at types. Otherwise no name is anything but a link.
function seen_file(name, line) { if (look == "types") type[name] = type_of(line); else complain(line) }

# What went away between two looks is not there. A star is left where the folder could not be read, or is empty.
function seen_failure(name, why,    at, pid) {
  at = index(name, "/")
  pid = substr(name, 1, at - 1)
  if (why == "none" || why == "gone") { if (look == "types") vanished[name] = 1; return }
  if (look == "types") return
  if (name ~ /\*$/) denied[pid] = why == "denied" ? "" : why
  else { value[name] = why == "denied" ? "!" : "!" why; numbers[pid] = numbers[pid] " " substr(name, at + 4) }
}

# Asks for the descriptors of all processes.
function ask_for_all(    i, p, list) {
  for (i = 1; i < ARGC; i++) {
    p = ARGV[i]
    begun[p] = start_of(p)
    if (begun[p] == "") continue
    pid[++pids] = p
    list = list " " p
  }
  list_descriptors(list)
  for (p in not_listed) denied[p] = "ls did not answer about all of them"
}

# Returns one descriptor as a field, as in processes.sh. Flags are read of what is neither a pipe, a terminal nor null.
function field_of(p, number, v,    target) {
  if (substr(v, 1, 1) == "!") return number v
  target = substr(v, 2)
  if (target ~ /^pipe:\[[0-9]+\]$/) return number substr(v, 1, 1) "p" substr(target, 7, length(target) - 7)
  v = number substr(v, 1, 1) (target ~ /^\/dev\/(null$|pts\/)/ ? "" : flags_of(p, number))
  if ((p "/fd/" number) in type) v = v "@" type[p "/fd/" number]
  return v ">" target
}

# Prints the descriptors of each process that is still the same.
function print_all(    i, k, p, count, number, text) {
  for (i = 1; i <= pids; i++) {
    p = pid[i]
    if (start_of(p) != begun[p]) continue
    printed++
    if (p in denied) { print "unread\t" p (denied[p] == "" ? "" : "\t" denied[p]); continue }
    text = ""
    count = split(numbers[p], number, " ")
    for (k = 1; k <= count; k++)
      if (!((p "/fd/" number[k]) in vanished)) text = text "\t" field_of(p, number[k], value[p "/fd/" number[k]])
    print "descriptors\t" p text "\t=" begun[p]
  }
}

# Asks what the paths lead to, but for terminals, some thousand names at a time.
function ask_for_types(    name, names) {
  look = "types"
  for (name in value) {
    if (value[name] !~ /^.(\/|\(unreachable\))/ || value[name] ~ /^.\/(dev\/pts\/[0-9]+$|memfd:)/) continue
    names = names " " name
    if (length(names) > 60000) { ask_ls("L", names); names = "" }
  }
  if (names != "") ask_ls("L", names)
  look = ""
}

BEGIN {
  ask_for_all()
  ask_for_types()
  find_sockets()
  find_journals()
  print_all()
  print "end\t" printed + 0
  exit
}
