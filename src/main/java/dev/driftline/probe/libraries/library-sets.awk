# A library: the libraries that a process has mapped to execute. Workers of one program have the same set, so each set
# is printed once, and each path. The directory is /proc. Given: all and clients, see libraries.sh.

# Reads the maps of a process, and prints the records `library` and `set` that are new. Returns the number of its set;
# 0 if no library is wanted, `unread` if its maps could not be read.
function set_of(pid,    file, line, got, lines, path, set, known) {
  file = pid "/maps"
  while ((got = (getline line <file)) > 0) {
    lines++
    # Most lines are about memory without a file. The columns are address, permissions, offset, device, inode and path.
    if (!index(line, ".so") || line !~ /^[^ ]+ r.xp .*\/[^\/]*[.]so([. ][^\/]*)?$/) continue
    path = clean(substr(line, index(line, "/")))
    if (!all && path !~ / \(deleted\)$/ && path !~ client) continue
    if (path in known) continue
    known[path] = 1
    set = set " " number_of(path)
  }
  close(file)
  # Every process has some memory. One that has ended has no maps.
  if (got < 0 || !lines) return "unread"
  if (set == "") return 0
  if (!(set in sets)) {
    sets[set] = ++count_of_sets
    print "set\t" count_of_sets "\t" substr(set, 2)
    count_of_records++
  }
  return sets[set]
}

# Returns the number of a library's path, and prints it if it is new.
function number_of(path) {
  if (!(path in number)) {
    number[path] = ++count_of_libraries
    print "library\t" count_of_libraries "\t" path
    count_of_records++
  }
  return number[path]
}
