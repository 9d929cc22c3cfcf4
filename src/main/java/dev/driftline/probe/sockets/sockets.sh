# shellcheck shell=sh
# shellcheck disable=SC2086,SC2154
# The sockets of all network namespaces, and the processes that hold them. Setup: quiet-ls.
# Starts 3 programs.
#
# Given: ports  TCP ports, with commas between: only sockets with one of them at either end; empty for all sockets
#        use    none if a setup (port-use) found that there is no such socket
#
#   look                                      a look begins; only the last one counts
#   b                                         the words of the tables are big-endian
#   k  INODE  PID  FD                         a process holds the socket
#   x  PID                                    the descriptors of a process could not be read
#   z  COUNT                                  processes whose network namespace could not be told
#   t  PROTOCOL  LOCAL  REMOTE  STATE  INODE  a row of /proc/PID/net/PROTOCOL that has an inode
#   a  PROTOCOL  LOCAL  REMOTE  STATE  INODE  the same, but an earlier row listens at LOCAL: the other end began it
#   n  TYPE  FLAGS  STATE  INODE  PATH        a row of /proc/PID/net/unix that has a path
#   m  TABLE                                  this table could not be read
#   e  MESSAGE                                another message of ls
#   end  COUNT                                the look is complete; the number of lines t and a
cd /proc || exit 90
unset TIME_STYLE QUOTING_STYLE LS_COLORS BLOCK_SIZE LS_BLOCK_SIZE POSIXLY_CORRECT
q=${q-}
ports=${ports-}

if [ "$ports" ] && [ "${use-}" = none ]; then
  echo look
  [ "$untold" = 0 ] || printf 'z\t%s\n' "$untold"
  printf 'end\t0\n'
  exit 0
fi

list() {
  a='' n=0
  for p in [0-9]*; do
    a="$a $p/fd $p/ns/net" n=$((n + 1))
    [ "$n" -lt 1000 ] || { ls -ln$q $a; a='' n=0; }
  done
  # With a second directory ls always prints the name of each.
  ls -ln$q $a self/fdinfo
}

look() {
  echo look
  list 2>&1 | awk -v ports="$ports" '
    function big_endian(    machine, command) {
      if ((getline machine < "sys/kernel/arch") <= 0) {
        command = "exec uname -m"
        command | getline machine
        close(command)
      }
      return machine ~ /^(s390|ppc|powerpc|mips|sparc|m68k|parisc|hppa|sh.*eb|arm.*b|aarch64_be)/ && machine !~ /(le|el)$/
    }
    function wanted(a) { return substr(a, length(a) - 3) in port }
    # In the tables of the kernel, listeners come before connections. Accepted connections are in the table of their listener.
    function listens(a,    p) { p = substr(a, length(a) - 4); listening[substr(a, 1, length(a) - 5) ~ /^0+$/ ? p : a] = 1 }
    function accepted(a) { return (a in listening) || (substr(a, length(a) - 4) in listening) }
    function deny(p) { if (!(p in denied)) { denied[p] = 1; print "x\t" p } }
    function table(p, name,    f, line, k, w, got, kind) {
      f = p "/net/" name
      got = 0
      split("", listening)
      while ((getline line < f) > 0) {
        if (!got++) continue
        k = split(line, w, " ")
        if (name == "unix") {
          if (k < 8 || w[7] + 0 == 0) continue
          gsub(/\t/, "?", line)
          print "n\t" w[5] "\t" w[4] "\t" w[6] "\t" w[7] "\t" substr(line, index(line, " " w[7]) + length(w[7]) + 2)
          continue
        }
        if (w[4] == "0A") listens(w[2])
        if (w[10] + 0 && (ports == "" || wanted(w[2]) || wanted(w[3]))) {
          kind = w[4] != "0A" && accepted(w[2]) ? "a" : "t"
          print kind "\t" name "\t" w[2] "\t" w[3] "\t" w[4] "\t" w[10]
          count++
          if (w[10] in held) { printf "%s", held[w[10]]; delete held[w[10]] }
        }
      }
      close(f)
      return got
    }
    # The tables of one network namespace, read from the first of its processes that still has them. The last ones may be
    # children of this script, which have ended.
    function tables(members,    pids, p, j, i) {
      p = split(members, pids, " ")
      for (j = 1; j <= p; j++) if (table(pids[j], "tcp")) break
      if (j > p) {
        for (i = 1; i <= p; i++) if (runs(pids[i])) { print "m\t" pids[i] "/net/tcp"; return }
        return
      }
      for (i = 2; i <= n; i++) if (!table(pids[j], names[i]) && names[i] == "unix") print "m\t" pids[j] "/net/unix"
    }
    # A process that has ended has no namespace.
    function runs(p,    f, line, s, w) {
      f = p "/stat"; s = ""
      while ((getline line < f) > 0) s = s line "?"
      close(f)
      return match(s, /.*\)/) && split(substr(s, RLENGTH + 2), w, " ") && w[1] !~ /[ZXx]/
    }
    BEGIN { n = split(ports, list, ","); for (i = 1; i <= n; i++) port[sprintf("%04X", list[i])] = 1 }
    # Most lines are about descriptors that are no sockets. No name before the first arrow contains an arrow.
    (i = index($0, " -> ")) && (s = substr($0, i + 4, 8)) != "socket:[" && substr(s, 1, 5) != "net:[" { next }
    /^[0-9]+\/fd:$/ { directory = $0 + 0; next }
    /^[a-z]+\/fdinfo:$/ { directory = ""; next }
    /^l[-r]/ {
      i = index($0, " -> ")
      k = split(i ? substr($0, 1, i - 1) : $0, w, " ")
      if (w[k] ~ /^[0-9]+\/ns\/net$/) { if (i) { s = substr($0, i + 4); space[s] = space[s] " " (w[k] + 0) } else hidden[w[k] + 0] = 1; next }
      if (directory == "" || w[k] !~ /^[0-9]+$/) next
      if (!i) { deny(directory); next }
      target = substr($0, i + 4)
      if (target !~ /^socket:\[[0-9]+\]$/) next
      s = substr(target, 9, length(target) - 9)
      if (ports == "") print "k\t" s "\t" directory "\t" w[k]
      else held[s] = held[s] "k\t" s "\t" directory "\t" w[k] "\n"
      next
    }
    /^total / || /^$/ || /No such (file or directory|process)$/ { next }
    /^ls: / && match($0, /[0-9]+\/fd/) { deny(substr($0, RSTART, RLENGTH) + 0); next }
    /^ls: / && /ns\/net/ { next }
    /^[-dcbps]/ { next }
    complaints++ < 5 { print "e\t" $0 }
    END {
      if (big_endian()) print "b"
      n = split(ports == "" ? "tcp tcp6 udp udp6 unix" : "tcp tcp6", names, " ")
      for (s in space) { spaces++; tables(space[s]) }
      if (!spaces) tables("self")
      for (p in hidden) if (runs(p)) untold++
      if (untold) print "z\t" untold
      print "end\t" count + 0
    }'
}

# mawk stops with an error if a process ends between the opening and the reading of its file. So look up to three times.
look || look || look
