# A library: asks ls about names, and takes its answers apart. It is the only tool on all hosts that shows where a link
# leads.
#
# The program has three functions for the answers:
#
#   seen_link(name, mode, target)   a link. mode is r, w, b (both) or o (neither): the permissions of the link itself,
#                                   which tell what a descriptor was opened for (proc_pid_fd(5)). target is empty if
#                                   it could not be read
#   seen_file(name, line)           anything else; line is the whole line of ls
#   seen_failure(name, why)         why is "none" (ENOENT), "gone" (ESRCH: the process ended), "denied", or ls's words
#
# Names are paths without blanks and quotes, such as 18/fd/2. Text in them comes from us or from the kernel. A target
# may contain anything, also a newline and a forged line. ls -q keeps it on one line. If it does not, a name has two
# answers, and the program must believe neither.

# Runs ls on names, each with a blank before it. options are more letters for ls: L to follow links. Returns whether ls
# came to its end.
function ask_ls(options, names) {
  return answers_of_ls("exec ls -dln" quiet options names " 2>&1")
}

# The same for names with *, which the shell replaces first. Returns whether ls came to its end, and gave as many
# answers as there were names.
function ask_ls_of_all(names,    whole) {
  ls_asked = -1
  whole = answers_of_ls("set --" names "; echo \"asked $#\"; exec ls -dln" quiet " \"$@\" 2>&1")
  return whole && ls_asked == ls_answered
}

# Runs command and hands over its lines. Returns whether its status is one of ls: 0, or 1 and 2 if a name was gone. An
# awk may return the status times 256. Sets ls_answered to the number of names that had an answer.
function answers_of_ls(command,    line, arrow, word, target, status) {
  ls_answered = 0
  while ((command | getline line) > 0) {
    # Nearly every line is this: ten words, and a link whose target was read.
    if ((arrow = index(line, " -> ")) && split(line, word, " ") > 10 && word[10] == "->") {
      target = substr(line, arrow + 4)
      if (index(target, "\t")) gsub(/\t/, "?", target)
      ls_answered++
      seen_link(word[9], mode_of(line), target)
    } else other_answer(line, arrow)
  }
  status = close(command)
  return status == 0 || status == 1 || status == 2 || status == 256 || status == 512
}

# What the permissions of a link in a line of ls say.
function mode_of(line,    mode) {
  mode = substr(line, 2, 2)
  return mode == "r-" ? "r" : mode == "-w" ? "w" : mode == "rw" ? "b" : "o"
}

# Takes a line that is not of the usual form. arrow is where its first arrow is, or 0.
function other_answer(line, arrow,    count, word, name) {
  if (line ~ /^asked [0-9]+$/) { ls_asked = substr(line, 7); return }
  if (line ~ /^[-bcdlps][-r][-w]/) {
    count = split(arrow ? substr(line, 1, arrow - 1) : line, word, " ")
    name = word[count]
    ls_answered++
    if (line !~ /^l/) { seen_file(name, line); return }
    line = arrow ? substr(line, arrow + 4) : ""
    gsub(/\t/, "?", line)
    # A link that went away before its target was read is not there.
    if (!arrow && (why_unread[name] == "none" || why_unread[name] == "gone")) seen_failure(name, "gone")
    else seen_link(name, mode_of(word[1]), line)
    return
  }
  # ls says why a target cannot be read, and prints the link without it, too. So that line is the answer.
  if (line ~ /^ls: .*read.*link/ && match(line, /[0-9a-z]+\/[0-9a-z\/]+/)) {
    why_unread[substr(line, RSTART, RLENGTH)] = why_of(line)
    return
  }
  if (line ~ /^ls: / && match(line, /\/?[0-9a-z*]+(\/[0-9a-z*]+)*['"]?: [A-Z]/)) {
    name = substr(line, RSTART, RLENGTH)
    sub(/['"]?: .$/, "", name)
    ls_answered++
    seen_failure(name, why_of(line))
    return
  }
  if (line != "") complain(line)
}

# Why ls has no answer, from its message.
function why_of(line) {
  if (line ~ /No such file or directory$/) return "none"
  if (line ~ /No such process$/) return "gone"
  if (line ~ /Permission denied$/) return "denied"
  sub(/.*: /, "", line)
  gsub(/\t/, "?", line)
  return substr(line, 1, 80)
}

# Keeps the first messages that are no answer. They are outside of the grammar, so the look has a gap. Some shells take
# a backslash for more than itself when they print.
function complain(line) {
  gsub(/[\t\\]/, "?", line)
  if (complaints++ < 3) print "said\t" substr(line, 1, 200)
}
