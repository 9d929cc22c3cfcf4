# Reads dpkg's status file (deb822; dpkg's lib/dpkg/parse.c), as long as every line is just as dpkg itself writes it:
#   Package: bash
#   Status: install ok installed
#   Version: 5.2.15-2+b9
#   Description: GNU Bourne Again SHell
#    Bash is an sh-compatible shell ...
#   (an empty line, also after the last package)
# Calls found(NAME, VERSION, ARCHITECTURE, STATE) for each package. Ends with 3 at the first thing that is otherwise,
# and where dpkg works its states out (triggers): only dpkg-query can tell then.
BEGIN {
  split("Package Status Version Architecture Multi-Arch", names, " ")
  for (i in names) kept[names[i]] = 1
  split("Revision Package-Revision Triggers-Pending Triggers-Awaited", names, " ")
  for (i in names) unusual[names[i]] = 1
  multi[""] = multi["no"] = multi["same"] = multi["foreign"] = multi["allowed"] = 1
  split("install hold deinstall purge unknown", wants, " ")
  split("installed unpacked half-configured half-installed config-files not-installed", states, " ")
  for (i in wants) for (j in states) {
    settled[wants[i] " ok " states[j]] = 1
    settled[wants[i] " reinstreq " states[j]] = 1
  }
}
# The next line of a long value. Most lines are such. The values that are kept have one line.
/^[ \t]+[^ \t\r\f\v]/ {
  if (!fields || name in kept) strange()
  next
}
/^[A-Z][A-Za-z0-9-]*:/ {
  fields++
  colon = index($0, ":")
  name = substr($0, 1, colon - 1)
  if (name in kept) {
    if (name in value) strange()
    value[name] = substr($0, colon + 2)
  } else if (name in unusual) strange()
  next
}
$0 == "" {
  if (fields) end_of_package()
  fields = 0
  next
}
{ strange() }
# The package whose last line was read. Changes value.
function end_of_package(    name, status, version, architecture, state) {
  name = value["Package"]; status = value["Status"]; state = state_of(status)
  version = value["Version"]; architecture = value["Architecture"]
  if (name !~ /^[a-z0-9][a-z0-9+.-]*$/ || !(status in settled) || (name, architecture) in seen) strange()
  if (!(value["Multi-Arch"] in multi)) strange()
  seen[name, architecture] = 1
  if (state != "") {
    if (version !~ /^([1-9][0-9]?[0-9]?:)?[0-9][A-Za-z0-9.+~-]*$/ || version ~ /-$/) strange()
    if (architecture !~ /^[a-z0-9][a-z0-9-]*$/) strange()
  }
  # two architectures of one package are there side by side only if both say so
  if (status !~ /not-installed$/) {
    if (name in shared && !(shared[name] && value["Multi-Arch"] == "same")) strange()
    shared[name] = value["Multi-Arch"] == "same"
  }
  split("", value)
  found(name, version, architecture, state)
}
# Gives up.
function strange() { gave_up = 1; exit 3 }
END {
  if (gave_up || fields) exit 3
  report()
}
