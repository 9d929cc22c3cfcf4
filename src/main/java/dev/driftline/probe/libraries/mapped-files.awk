# The programs and libraries that processes have mapped; see libraries.sh. The directory is /proc.
#
# Reads one line from stdin: how many processes there are, and their numbers. Given: quiet, client, all (1: all
# libraries; otherwise only replaced ones and client libraries), arguments (1: command lines, too); names in the
# environment: only processes of these names, or all if it is empty. Needs ls.awk, stat.awk, library-sets.awk and
# commands.awk.
BEGIN {
  print "look"
  if ((getline line) <= 0 || line !~ /^[0-9 ]+$/) exit 1
  choose(line)
  ask_programs()
  for (i = 1; i <= chosen; i++) look_at(pids[i])
  tell_other_roots()
  if (arguments) tell_commands()
  print "end\t" count_of_records + 0
  exit
}

# Takes the line. Sets pids[1] and so on to the processes of the wanted names, and chosen to their number.
function choose(list,    count, i, process, name, wanted) {
  count = split(ENVIRON["names"], name, ",")
  for (i = 1; i <= count; i++) wanted[name[i]] = 1
  count = split(list, process, " ")
  if (process[1] != count - 1) exit 1
  for (i = 2; i <= count; i++)
    if (ENVIRON["names"] == "" || (name_of(process[i]) in wanted)) pids[++chosen] = process[i]
}

# The name of a process as it is compared: a tab or newline in it is ?.
function name_of(pid,    file, line, name) {
  file = pid "/comm"
  name = ""
  while ((getline line <file) > 0) name = (name == "" ? line : name "?" line)
  close(file)
  gsub(/\t/, "?", name)
  return name
}

# Asks ls where PID/exe leads, 1,000 at once. Each must have one answer.
function ask_programs(    i, names, asked) {
  for (i = 1; i <= chosen; i++) {
    names = names " " pids[i] "/exe"
    asked++
    if (i % 1000 && i < chosen) continue
    if (!ask_ls("", names) || ls_answered != asked) exit 1
    names = ""
    asked = 0
  }
}

# Takes the program of a process; empty if it may not be seen, or if there is none.
function seen_link(name, mode, target) {
  if (target == "") delete program[name + 0]
  else program[name + 0] = clean(target)
}

# Takes the failure to look at PID/exe.
function seen_failure(name, why) { if (why == "none" || why == "gone") ended[name + 0] = 1 }

# A program is a link.
function seen_file(name, line) { exit 1 }

# Replaces what a shell or the reader would take for something else.
function clean(path) { gsub(/[\t\\]/, "?", path); return path }

# Prints the record of one process. What ended between two steps is gone. Threads of the kernel have no program.
function look_at(pid,    set) {
  set = (pid in ended) ? "unread" : set_of(pid)
  if ((set == "unread" || !(pid in program)) && start_of(pid) == "") print "gone\t" pid
  else { print "process\t" pid "\t" set "\t" program[pid]; here[++running] = pid }
  count_of_records++
}

# Prints the processes whose root directory is not ours. Only a shell can compare files, and some cannot. Then no owner
# of a file is believed.
function tell_other_roots(    i, list, command, line, last) {
  for (i = 1; i <= running; i++) {
    list = list " " here[i]
    if (i % 500 && i < running) continue
    command = "for p in" list "; do [ / -ef / ] && [ $p/root/. -ef / ] || f=\"$f $p\"; done 2>&1; echo \"foreign$f\""
    last = ""
    while ((command | getline line) > 0) if (line ~ /^foreign[0-9 ]*$/) last = line
    close(command)
    if (last == "") exit 1
    if (last != "foreign") { print "other-root\t" substr(last, 9); count_of_records++ }
    list = ""
  }
}

# Prints the command lines of the processes that are here. All together may have 64 KiB, so that the look stays whole.
function tell_commands(    i, list, most) {
  for (i = 1; i <= running && i <= 1000; i++) list = list " " here[i]
  most = int(65536 / i)
  print_commands(list, most > 1024 ? 1024 : most)
}
