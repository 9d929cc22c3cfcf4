# Takes what ls answers about processes, for processes.awk.

# Takes the answers of ls, of which there are four kinds. look tells which names were asked for: first, again, types,
# ends.
function seen_link(name, mode, target,    at, pid) {
  at = index(name, "/")
  if (substr(name, at + 1, 3) == "fd/") { take_descriptor(name, target == "" ? "!" : mode target); return }
  pid = substr(name, 1, at - 1)
  name = substr(name, at + 1)
  if (name == "exe") { twice(pid, program, name); program[pid] = target; return }
  if (name == "ns/mnt") { twice(pid, files, name); files[pid] = target; return }
  if (name == "ns/net") { twice(pid, network, name); network[pid] = target }
}

# A name is asked for once. So a second answer is forged, and the look has a gap.
function twice(pid, answers, name) { if (pid in answers) complain("two answers about " pid "/" name) }

# A name that is no link: the folder of a process, or with look types what a descriptor leads to.
function seen_file(name, line,    word) {
  if (name == "/dev/null") { null_device = type_of(line) == "c1:3" ? "device" : "file"; return }
  if (look == "types") { twice(name, type, ""); type[name] = type_of(line); return }
  if (name !~ /^[0-9]+$/) return
  split(line, word, " ")
  twice(name, owner, "")
  owner[name] = word[3]
}

# A name without an answer. A process that is gone has none. A descriptor that had a target and leads nowhere now was
# closed in between.
function seen_failure(name, why,    at, pid) {
  at = index(name, "/")
  if (name == "/dev/null") { null_device = "missing"; return }
  if (!at) { if (why == "none" || why == "gone") gone[name] = 1; return }
  if (look == "types") { if (why == "none" || why == "gone") vanished[substr(name, 1, at - 1)] = 1; return }
  if (substr(name, at + 1, 3) == "fd/" && why != "gone")
    take_descriptor(name, why == "none" ? "-" : why == "denied" ? "!" : "!" why)
}
