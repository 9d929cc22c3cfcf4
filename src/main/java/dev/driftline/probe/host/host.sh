# shellcheck shell=sh
# Describes the host. Starts 2 programs, and ip if the kernel's own list of addresses is too long or hidden.
#
#   KEY  VALUE      one fact per line, with a tab between; a fact that could not be read has no line
#   address  ADDRESS
#   .               the end
unset TIME_STYLE QUOTING_STYLE
clock=$(date +%s) && printf 'clock\t%s\n' "$clock"
boot=other
[ -d /run/systemd/system ] && boot=systemd
[ -d /run/openrc ] && boot=openrc
awk -v boot="$boot" '
  function one(file,    line) {
    if ((getline line < file) <= 0) return ""
    close(file)
    return line
  }
  function fact(name, value) {
    gsub(/\t/, "?", value)
    if (value != "") print name "\t" value
  }
  function address(a) {
    sub(/\/.*/, "", a)
    if (a == "127.0.0.1" || a == "::1" || a == "" || (a in shown)) return
    shown[a] = 1
    fact("address", a)
  }
  function release(file,    line, i, key, value) {
    while ((getline line < file) > 0) {
      i = index(line, "=")
      key = substr(line, 1, i - 1)
      value = substr(line, i + 1)
      if (value ~ /^".*"$/ || value ~ /^\047.*\047$/) value = substr(value, 2, length(value) - 2)
      if (key == "ID" || key == "VERSION_ID" || key == "PRETTY_NAME") { fact(key, value); any = 1 }
    }
    close(file)
  }
  # The local addresses are the leaves "/32 host LOCAL". A router lists its routes here, too, and some containers hide the
  # list. Then ip is asked.
  function trie(    line, w, leaf, lines) {
    while ((getline line < "/proc/net/fib_trie") > 0) {
      if (++lines > 20000) break
      if (line ~ /\|-- /) { split(line, w, " "); leaf = w[2] }
      else if (line ~ /\/32 host LOCAL/) address(leaf)
    }
    close("/proc/net/fib_trie")
    if (lines > 20000 || lines == 0) ip()
    while ((getline line < "/proc/net/if_inet6") > 0) {
      split(line, w, " ")
      if (length(w[1]) == 32) fact("address6", w[1])
    }
  }
  function ip(    line, w, command) {
    command = "exec ip -o -4 addr show"
    while ((command | getline line) > 0) { split(line, w, " "); if (w[3] == "inet") address(w[4]) }
    close(command)
  }
  function machine(    name, command) {
    name = one("/proc/sys/kernel/arch")
    if (name == "") { command = "exec uname -m"; command | getline name; close(command) }
    return name
  }
  BEGIN {
    any = 0
    release("/etc/os-release")
    if (!any) release("/usr/lib/os-release")
    fact("kernel", one("/proc/sys/kernel/osrelease"))
    fact("hostname", one("/proc/sys/kernel/hostname"))
    fact("machine", machine())
    fact("boot", boot)
    fact("first", one("/proc/1/comm"))
    up = one("/proc/uptime")
    sub(/ .*/, "", up)
    fact("uptime", up)
    while ((getline line < "/proc/self/status") > 0) if (line ~ /^Uid:/) { split(line, w, " "); uid = w[3]; break }
    fact("uid", uid)
    if (uid != "") while ((getline line < "/etc/passwd") > 0) { split(line, w, ":"); if (w[3] == uid) { fact("user", w[1]); break } }
    trie()
    print "."
  }' </dev/null
