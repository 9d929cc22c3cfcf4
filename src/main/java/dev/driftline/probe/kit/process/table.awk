# Prints the process table.

# Returns the number of a text that many processes share, and prints it the first time; 0 for none.
function number_of(text) {
  if (text == "") return 0
  if (!(text in number)) { number[text] = ++numbers; print "text\t" numbers "\t" text }
  return number[text]
}

# Returns the first words of the file, or nothing.
function words_of(file,    line) {
  if ((getline line <file) <= 0) line = ""
  close(file)
  return line
}

# When the host was booted, in seconds since 1970 by its clock.
function booted(    line) {
  while ((getline line <"stat") > 0) if (line ~ /^btime /) break
  close("stat")
  return substr(line, 7)
}

# The head: our shell, the seconds since the boot, when that was, whether others are shown, and what /dev/null is.
function print_host(    up) {
  up = words_of("uptime")
  sub(/ .*/, "", up)
  print "host\t" shell "\t" up "\t" booted() "\t" (words_of("1/stat") == "" ? "hidden" : "visible") "\t" null_device
}

# The accounts that have a process.
function print_users(    line, word) {
  while ((getline line <"/etc/passwd") > 0) {
    split(line, word, ":")
    if (!(word[3] in used) || (word[3] in told)) continue
    told[word[3]] = 1
    gsub(/\t/, "?", word[1])
    print "user\t" word[3] "\t" word[1]
  }
  close("/etc/passwd")
}

# Whether the process ended after ls had found its folder. The kernel then says "Permission denied" about its program
# (proc_pid_readlink in fs/proc/base.c), and not that it is gone. Of a process whose program we may not see anyway, it
# makes no difference. One that only waits for its parent keeps its line.
function ended_meanwhile(p) {
  if (state[p] ~ /^[ZXx]/) return 0
  if (program[p] != "" || owner[shell] != 0 && owner[p] != owner[shell]) return 0
  return start_of(p) != begun[p]
}

# All processes. One that ls said nothing about, although it did not end, is unanswered.
function print_table(    i, p, unanswered) {
  for (i = 1; i <= pids; i++) {
    p = pid[i]
    if (!(p in kin)) continue
    if (!(p in owner)) { if (!(p in gone) && start_of(p) == begun[p]) unanswered++; continue }
    if (ended_meanwhile(p)) continue
    used[owner[p]] = 1
    listed[++listeds] = p
    row[p] = p "\t" rest[p] "\t" owner[p] "\t" state[p] "\t" number_of(control_group(p)) "\t" \
      number_of(program[p]) "\t" name[p]
  }
  print_users()
  for (i = 1; i <= listeds; i++) print "process\t" row[listed[i]]
  if (unanswered) print "unanswered\t" unanswered
}
