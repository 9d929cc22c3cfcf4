# A library: all descriptors of processes, and how one was opened. The directory is /proc. Needs ls-all.awk.

# Asks ls about all descriptors of the processes in list, which has a blank before each pid: some processes at a time,
# as ls gets a name for each descriptor. If ls did not answer about all of a batch, its processes are in not_listed.
function list_descriptors(list,    i, count, word, names, batch) {
  count = split(list, word, " ")
  for (i = 1; i <= count; i++) {
    names = names " " word[i] "/fd/*"
    batch = batch " " word[i]
    if (i % 200 && i < count) continue
    if (!ask_ls_of_all(names)) mark_not_listed(batch)
    names = batch = ""
  }
}

# Marks the processes of the list.
function mark_not_listed(list,    i, count, word) {
  count = split(list, word, " ")
  for (i = 1; i <= count; i++) not_listed[word[i]] = 1
}

# Returns the octal number behind flags: in /proc/PID/fdinfo/NUMBER (proc_pid_fdinfo(5)), or nothing.
function flags_of(p, number,    file, line, word) {
  file = p "/fdinfo/" number
  while ((getline line <file) > 0) if (substr(line, 1, 6) == "flags:") break
  close(file)
  return split(line, word, " ") == 2 && word[1] == "flags:" ? word[2] : ""
}

# Returns the type in a line of ls, with the numbers of a device: c1:3, b7:0, -, p.
function type_of(line,    kind) {
  kind = substr(line, 1, 1)
  if (kind != "c" && kind != "b") return kind
  if (!match(line, / [0-9]+, *[0-9]+ /)) return "?"
  line = substr(line, RSTART + 1, RLENGTH - 2)
  sub(/, */, ":", line)
  return kind line
}
