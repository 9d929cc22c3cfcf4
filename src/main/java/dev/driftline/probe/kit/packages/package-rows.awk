# Reads the packages that a program tells: NAME TAB VERSION TAB ARCHITECTURE TAB STATUS, and behind them a line
# `end-of-list EXIT`; the lines after that are the part `paths`. Calls found(NAME, VERSION, ARCHITECTURE, STATE) for
# each package, and report() at the end.
# Sets tool_exit: the program's exit status, -1 if its list has no end; noise: a line that is nothing of this; failure:
# a sentence about either, or empty.
BEGIN { tool_exit = -1 }
/^end-of-list [0-9]+$/ && tool_exit < 0 {
  tool_exit = substr($0, 13) + 0
  part = "paths"
  next
}
split($0, field, "\t") == 4 && tool_exit < 0 {
  found(field[1], field[2], field[3], state_of(field[4]))
  next
}
{ noise = $0 }
END {
  if (tool_exit) failure = "its program ended with status " tool_exit
  if (tool_exit < 0) failure = "the list of packages has no end"
  if (noise != "") failure = "no package: " noise
  report()
}
