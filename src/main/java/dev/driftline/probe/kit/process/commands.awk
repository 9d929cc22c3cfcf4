# A library: the command lines of processes. The directory is /proc.

# Prints `command PID whole|cut ARGUMENTS` for each process of the list, which has a blank before each pid. The
# arguments have a byte 1 between them. At most `most` bytes of each are taken; longer ones are cut. A newline in an
# argument becomes a byte 2, because an argument may contain a newline and a forged heading of head: then the pid has
# two headings, and `doubtful` takes the place of whole. A process without arguments has no text. One that has ended has
# no record. A backslash becomes a byte 3: some shells take one for the beginning of a newline when they echo a text.
function print_commands(list, most,    files, word, count, i) {
  count = split(list, word, " ")
  for (i = 1; i <= count; i++) {
    if (takes_nul()) { read_command(word[i], most); continue }
    files = files " " word[i] "/cmdline"
    asked_command[word[i]] = 1
    if (length(files) > 60000) { read_commands(files, most); files = "" }
  }
  if (files != "") read_commands(files, most)
  for (i = 1; i <= count; i++) print_command(word[i], most)
}

# Whether this awk takes a NUL for a character, so that it can read arguments itself. Its own are the trial. Sets nul.
function takes_nul(    line) {
  if (tried_nul++) return nul_is_taken
  if ((getline line <"self/cmdline") > 0) nul = substr(line, 4, 1)
  close("self/cmdline")
  gsub(nul, "\001", line)
  return nul_is_taken = nul != "" && nul !~ /[ -~]/ && index(line, "awk\001") == 1
}

# Reads those of one process, and a little more than `most` bytes at most.
function read_command(p, most,    file, line, result) {
  file = p "/cmdline"
  result = getline line <file
  if (result < 0) return
  headings[p] = 1
  text_of[p] = result ? line : ""
  while (result > 0 && length(text_of[p]) <= most && (result = getline line <file) > 0)
    text_of[p] = text_of[p] "\002" line
  close(file)
  gsub(nul, "\001", text_of[p])
}

# Reads them with head, which prints `==> PID/cmdline <==` before each. The last file is /dev/null: without its heading,
# head did not come to its end, and none of these is believed. Its messages only tell of processes that ended.
function read_commands(files, most,    command, line, p, ended, count, file, i) {
  # What head says on stderr about a process that ended is no argument.
  command = "head -c " (most + 1) files " /dev/null 2>/dev/null | tr \"\\000\" \"\\001\""
  while ((command | getline line) > 0) {
    ended = line == "==> /dev/null <=="
    if (line ~ /^==> [0-9]+\/cmdline <==$/) {
      p = substr(line, 5) + 0
      if (p in asked_command) { headings[p]++; lines_of[p] = 0 }
    } else if (p in headings && !ended) text_of[p] = lines_of[p]++ ? text_of[p] "\002" line : line
  }
  close(command)
  if (ended) return
  count = split(files, file, " ")
  for (i = 1; i <= count; i++) headings[file[i] + 0] += 2
}

# Prints one. head puts an empty line before each heading but the first, which looks like a newline at the end.
function print_command(p, most,    text, how) {
  if (!(p in headings) || !(p in text_of)) return
  text = text_of[p]
  sub(/\002$/, "", text)
  how = headings[p] > 1 ? "doubtful" : length(text) > most ? "cut" : "whole"
  text = substr(text, 1, most)
  sub(/\001+$/, "", text)
  gsub(/\t/, " ", text)
  gsub(/\\/, "\003", text)
  commands++
  print "command\t" p "\t" how "\t" text
  delete text_of[p]
}
