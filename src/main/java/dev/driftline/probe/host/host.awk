# The program of host.sh. Given: boot, and what ls says about /dev/null.
BEGIN {
  print "look"
  fact("clock", clock())
  release()
  fact("kernel", first_line("/proc/sys/kernel/osrelease"))
  fact("hostname", first_line("/proc/sys/kernel/hostname"))
  fact("machine", machine())
  fact("boot", boot)
  fact("first", first_line("/proc/1/comm"))
  fact("uptime", word_of(first_line("/proc/uptime"), 1))
  asker()
  null_device()
  addresses()
  print "end\t" printed + 0
}

# Returns the seconds since 1970. srand() takes them as the seed, and tells the seed that was there before (POSIX). Old
# awks tell it in words of their own, so date is asked then.
function clock(    seconds, command) {
  srand()
  seconds = srand()
  if (seconds ~ /^[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]+$/) return seconds
  command = "exec date \"+%s end\""
  command | getline seconds
  close(command)
  return seconds ~ /^[0-9]+ end$/ ? seconds + 0 : ""
}

# Prints a fact, if it has a value.
function fact(key, value) {
  gsub(/\t/, "?", value)
  if (value == "") return
  print "fact\t" key "\t" value
  printed++
}

# Returns the first line of a file, or nothing.
function first_line(file,    line) {
  if ((getline line <file) <= 0) return ""
  close(file)
  return line
}

# Returns a word of a line by its number.
function word_of(line, number,    word) {
  return split(line, word, " ") >= number ? word[number] : ""
}

# Prints what os-release(5) says. The second file is read only where the first says nothing.
function release() {
  if (!release_of("/etc/os-release")) release_of("/usr/lib/os-release")
}

# Prints what one such file says. Returns whether it said anything.
function release_of(file,    line, equals, key, value, any) {
  while ((getline line <file) > 0) {
    equals = index(line, "=")
    key = substr(line, 1, equals - 1)
    value = substr(line, equals + 1)
    if (value ~ /^".*"$/ || value ~ /^'.*'$/) value = substr(value, 2, length(value) - 2)
    if (key == "ID" || key == "VERSION_ID" || key == "PRETTY_NAME") { fact(key, value); any = 1 }
  }
  close(file)
  return any
}

# Returns the machine, as uname -m names it. Older kernels do not tell it in a file.
function machine(    name, command) {
  name = first_line("/proc/sys/kernel/arch")
  if (name != "") return name
  command = "exec uname -m"
  command | getline name
  close(command)
  return name
}

# Prints who asks: the number of the effective user, and its name in /etc/passwd.
function asker(    line, uid, word) {
  while ((getline line <"/proc/self/status") > 0) if (line ~ /^Uid:/) { uid = word_of(line, 3); break }
  close("/proc/self/status")
  fact("uid", uid)
  if (uid == "") return
  while ((getline line <"/etc/passwd") > 0) if (split(line, word, ":") > 2 && word[3] == uid) break
  if (word[3] == uid) fact("user", word[1])
  close("/etc/passwd")
}

# Prints what /dev/null is: the null device has the numbers 1 and 3 on every Linux.
function null_device() {
  if (null ~ /^\?/) print "unread\tnull\t" substr(null, 3)
  else if (null == "missing") fact("null", "missing")
  else if (null ~ /^c/) fact("null", word_of(null, 5) word_of(null, 6) == "1,3" ? "device" : "other")
  else if (null ~ /^[-bdps]/) fact("null", null ~ /^-/ ? "file" : "other")
}
