# A library: what /proc/PID/stat says about a process (proc_pid_stat(5)). The directory is /proc.

# Reads it. Sets stat_name to the name, and stat[1] and so on to the words after the name: 1 state, 2 parent, 4 session,
# 7 flags, 18 threads, 20 start. Returns whether the process is there.
function read_stat(pid,    file, line, text, count, part) {
  file = pid "/stat"
  text = ""
  # The name may contain a newline, so there may be several lines. What comes behind the name is long, and a name is
  # not.
  while ((getline line <file) > 0) {
    text = (text == "" ? line : text "?" line)
    if (length(line) > 60) break
  }
  close(file)
  # The name may contain a parenthesis, too. So everything up to the last one is the name.
  count = split(text, part, ")")
  if (count < 2 || split(part[count], stat, " ") < 20) return 0
  text = substr(text, 1, length(text) - length(part[count]) - 1)
  stat_name = substr(text, index(text, "(") + 1)
  if (index(stat_name, "\t")) gsub(/\t/, "?", stat_name)
  return 1
}

# After read_stat: whether it is a thread of the kernel, which has no program and no descriptors (PF_KTHREAD).
function is_of_kernel() { return int(stat[7] / 2097152) % 2 }

# After read_stat: whether it has ended, and only waits for its parent to notice. If the first thread has ended and
# others run, it has not.
function has_ended() { return stat[1] == "X" || stat[1] == "x" || stat[1] == "Z" && stat[18] < 2 }

# When the process was started; empty if it has ended. A pid that was used again has another start.
function start_of(pid) { return read_stat(pid) && !is_of_kernel() && !has_ended() ? stat[20] : "" }
