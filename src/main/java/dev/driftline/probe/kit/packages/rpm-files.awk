# Reads what `rpm -qf` tells of files: for each a line `@NAME TAB VERSION` and the files of that package, or that the
# file is not owned; and behind them a line `end-of-list EXIT`. What rpm says on stderr, such as of a file that is not
# there, does not come here: that file has no answer. Calls found(NAME, VERSION, ARCHITECTURE, STATE) for each package,
# owned(PATH, NAME) for each of its files, and report() at the end.
# Sets nobody, the files that are not owned; says_nobody, because rpm has no answer for some; failure, if it failed.
BEGIN {
  says_nobody = 1
  failure = "the list of rpm has no end"
}
/^@[^\t]+\t[^\t]+$/ {
  tab = index($0, "\t")
  name = substr($0, 2, tab - 2)
  found(name, substr($0, tab + 1), "", "installed")
  next
}
/^\// {
  owned($0, name)
  next
}
/^file .* is not owned by any package$/ {
  nobody[substr($0, 6, length($0) - 33)] = 1
  next
}
/^end-of-list [0-9]+$/ {
  # one for each file without an owner, but these are of timeout(1), and of signals
  failure = $2 == 124 || $2 == 137 || $2 == 143 ? "rpm did not end in time" : ""
  next
}
$0 != "" && $0 != "(contains no files)" { noise = $0 }
END {
  if (noise != "") failure = "rpm said: " noise
  report()
}
