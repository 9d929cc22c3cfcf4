# Tells the owners of files. It stands before one of the libraries dpkg-status, package-rows, apk-installed and
# rpm-files, which give it the packages. The variable part says what else a line of the input is:
#   paths       the path of a file whose owner is wanted; an empty line ends this part
#   diversions  dpkg's list of them, three lines each: a path, where it was moved to, the package for which it was moved
#   lists       a file of a package of dpkg; FILENAME is `./PACKAGE.list` or `./PACKAGE:ARCHITECTURE.list`
# Prints, with TAB between, for each path `owner PATH PACKAGE` or `nobody PATH`; for each owner `version PACKAGE
# VERSION`; and `unread MANAGER WHY` if it cannot be sure that a file has no owner.
# Given in the environment: manager; merged, not empty if a file of /usr may be known by the other of its two names
part == "lists" {
  if (FNR == 1) {
    list = substr(FILENAME, 3, length(FILENAME) - 7)
    has_list[list] = 1
  }
  if ($0 in wanted) owned($0, list)
  next
}
part == "paths" {
  if ($0 == "") part = ""
  else {
    asked[++asked_count] = $0
    wanted[$0] = wanted[other_name($0)] = 1
  }
  next
}
part == "diversions" {
  line[FNR % 3] = $0
  if (FNR % 3 == 0) {
    if (line[2] in wanted) wanted[line[1]] = 1
    moved_from[line[2]] = line[1]
    diverter[line[1]] = line[0]
  }
  next
}
BEGIN {
  manager = ENVIRON["manager"]
  merged = ENVIRON["merged"]
}
# The other name of a file below a merged /usr, or "". In: a path such as /usr/lib/x or /lib/x.
function other_name(path) {
  if (!merged) return ""
  if (path ~ /^\/usr\/(s?bin|lib[0-9a-z]*)\//) return substr(path, 5)
  return path ~ /^\/(s?bin|lib[0-9a-z]*)\// ? "/usr" path : ""
}
# A package has a file. In: its path, and the package's name. Changes owners[path], names with blanks between.
function owned(path, name) {
  if (path in wanted) owners[path] = owners[path] " " name
}
# A package. dpkg calls it by its name, or by its name and architecture if several can be there. Changes versions, and
# expected: the names of dpkg's list of its files, of which one must be there.
function found(name, version, architecture, state) {
  if (state == "") return
  versions[name] = versions[name ":" architecture] = version
  expected[name] = expected[name] " " name ":" architecture
}
# The package that has the file at a path, or "". Of a path that was diverted, the diverting package has the file, and
# the file of any other package is where it was moved to.
function owner(path,    source, count, i, names) {
  source = path in moved_from ? moved_from[path] : path
  count = split(owners[source], names, " ")
  for (i = 1; i <= count; i++)
    if (!(source in diverter) || is_of(names[i], diverter[source]) == (source == path)) return names[i]
  return source != path && split(owners[path], names, " ") ? names[1] : ""
}
# Whether a list is that of a package. In: its name, perhaps with an architecture; the package.
function is_of(list, name) { return list == name || index(list, name ":") == 1 }
# The name of a package without its list of files, or "".
function without_list(    name, count, i, names) {
  for (name in expected) {
    if (name in has_list) continue
    count = split(expected[name], names, " ")
    for (i = 1; i <= count; i++) if (!(names[i] in has_list)) return names[i]
  }
  return ""
}
# Prints all.
function report(    i, name, path) {
  if (manager == "dpkg") name = without_list()
  if (name != "") failure = "the list of the files of " name " is missing"
  if (failure != "") print "unread\t" manager "\t" failure
  for (i = 1; i <= asked_count; i++) {
    path = asked[i]
    name = owner(path)
    if (name == "" && other_name(path) != "") name = owner(other_name(path))
    if (name != "") {
      print "owner\t" path "\t" name
      if (!(name in told) && name in versions) print "version\t" name "\t" versions[name]
      told[name] = 1
    } else if (!says_nobody || path in nobody) print "nobody\t" path
  }
}
