# Prints the living processes of a session, or the living children of a process, and then `end`. Zombies are dead: they
# only wait for their parent.
#
# Given: /proc/PID of all processes as arguments; who, the session or the parent; field, where its number stands behind
# the name in the stat of a process: 4 or 2; last, the number that was given last, or 0
BEGIN {
  for (i = 1; i < ARGC; i++) {
    p = substr(ARGV[i], 7)
    # All of them were started after it, so they have higher numbers, unless the numbers began anew.
    if (p + 0 >= who || last < who) look_at(p)
  }
  print list " end"
  exit
}

# Adds the process to the list if it is one of them. The name stands in parentheses and may hold anything, so the fields
# begin after the last one.
function look_at(p,    file, line, text, word) {
  file = "/proc/" p "/stat"
  while ((getline line <file) > 0) text = text line " "
  close(file)
  if (!sub(/.*\) /, "", text)) return
  split(text, word, " ")
  if (word[field] == who && word[1] !~ /[ZXx]/) list = list " " p
}
