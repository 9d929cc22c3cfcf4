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
# may contain anything, also a newline and a forged line. ls -q keeps it on one line, but not every ls knows -q, and
# toybox takes it without doing it. So an answer counts only if its name was asked for, and a forged one is a second
# answer: then the program must believe neither. A line that is no answer may be the rest of the target before it, which
# is handed over once more then, as unread. A target in quotes was changed, so it counts as unread: the kernel gives
# none that begins so.

# Runs ls on names, each with a blank before it. options are more letters for ls: L to follow links. Returns whether ls
# came to its end.
function ask_ls(options, names) {
  if (!any_name) expect(names)
  return answers_of_ls("exec ls -dln" quiet options names " 2>&1")
}

# Notes the names that ls is asked about now. Returns their number.
function expect(names,    count, i, name) {
  split("", is_asked)
  count = split(names, name, " ")
  for (i = 1; i <= count; i++) is_asked[name[i]] = 1
  return count
}

# Whether an answer about the name counts. If it was not asked for, its line is forged. A program sets any_name while it
# asks about all names that it wants to know something about, or if it compares the numbers of names and answers.
function is_expected(name, line) {
  ls_answered++
  if ((name in is_asked) || any_name) return 1
  not_an_answer(line)
  return 0
}

# Takes a line that is none.
function not_an_answer(line) {
  complain(line)
  if (last_link != "") seen_link(last_link, "o", "")
  last_link = ""
}

# Hands over a link.
function take_link(name, mode, target) {
  last_link = name
  if (index(target, "\t")) gsub(/\t/, "?", target)
  seen_link(name, mode, index("'\"$", substr(target, 1, 1)) ? "" : target)
}

# Whether it is the status of an ls that came to its end: 0, or 1 and 2 if a name was gone. An awk may give it times
# 256.
function is_end_of_ls(status) { return status ~ /^(0|1|2|256|512)$/ }

# Runs command and hands over its lines. Returns whether ls came to its end. Sets ls_answered to the number of names
# that had an answer.
function answers_of_ls(command,    line, arrow, word) {
  last_link = ls_answered = ""
  while ((command | getline line) > 0) {
    # Nearly every line is this: ten words, and a link whose target was read.
    if ((arrow = index(line, " -> ")) && split(line, word, " ") > 10 && word[10] == "->") {
      if (is_expected(word[9], line)) take_link(word[9], mode_of(line), substr(line, arrow + 4))
    } else other_answer(line, arrow)
  }
  return is_end_of_ls(close(command))
}

# What the permissions of a link in a line of ls say.
function mode_of(line,    mode) {
  mode = substr(line, 2, 2)
  return mode == "r-" ? "r" : mode == "-w" ? "w" : mode == "rw" ? "b" : "o"
}

# Takes a line that is not of the usual form. arrow is where its first arrow is, or 0.
function other_answer(line, arrow,    count, word, name) {
  if (line ~ /^asked / && ls_asked < 0) { ls_asked = expect(substr(line, 7)); return }
  if (line ~ /^[-bcdlps][-r][-w]/) {
    count = split(arrow ? substr(line, 1, arrow - 1) : line, word, " ")
    name = word[count]
    if (!is_expected(name, line)) return
    if (line !~ /^l/) seen_file(name, line)
    # A link that went away before its target was read is not there.
    else if (!arrow && (why_unread[name] == "none" || why_unread[name] == "gone")) seen_failure(name, "gone")
    else take_link(name, mode_of(word[1]), arrow ? substr(line, arrow + 4) : "")
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
    if (is_expected(name, line)) seen_failure(name, why_of(line))
    return
  }
  if (line != "") not_an_answer(line)
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
