# Lists the packages that one manager has. Prints, with TAB between:
#   package NAME VERSION ARCHITECTURE STATE     those of the wanted names; STATE is "ok" for "installed"
#   listed MANAGER EXIT KNOWN PRINTED           EXIT of the manager's program, and how many packages it knows
#   package …                                   all others, if they are wanted
#   whole MANAGER PRINTED                       how many these are
#   noise LINE                                  a line of the program that is no package
# So a list that is cut still has what questions for names want.
# Given in the environment: manager, packages_wanted, packages_all (see packages.sh)
BEGIN {
  manager = ENVIRON["manager"]; all = ENVIRON["packages_all"]
  count = split(ENVIRON["packages_wanted"], words, " ")
  for (i = 1; i <= count; i++) by_name[words[i]] = 1
}
# One package. Nothing is printed before all are known. Changes known, named and others.
function found(name, version, architecture, state,    line) {
  known++
  if (state == "") return
  line = "package\t" name "\t" version "\t" architecture "\t" (state == "installed" ? "ok" : state)
  if (name in by_name) named[++named_count] = line
  else if (all) others[++other_count] = line
}
# Prints all. tool_exit is the exit status of the manager's program: 0 if its file was read instead.
function report(    i) {
  for (i = 1; i <= named_count; i++) print named[i]
  if (noise != "") print "noise\t" noise
  print "listed\t" manager "\t" tool_exit + 0 "\t" known + 0 "\t" named_count + 0
  for (i = 1; i <= other_count; i++) print others[i]
  if (all) print "whole\t" manager "\t" other_count + 0
}
