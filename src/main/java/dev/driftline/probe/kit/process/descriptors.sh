# shellcheck shell=sh
# shellcheck disable=SC2086,SC2154
# The descriptors of the processes in pids, with a second look at odd ones. `want` is "0 1 2" or "all".
# Setups: quiet-ls, process-names.
# Starts 3 programs, and about 2 more for the second look, whatever the number of processes.
#
#   look                                      a look begins; only the last one counts
#   d  PID  FD…  [=START]                     one process; with START: seen in the second look, when its stat said START
#        FD is NUMBER then  -                 no such descriptor (the kernel said ENOENT for just this name)
#                           or !MESSAGE       could not be read; no message: Permission denied
#                           M[FLAGS]n         /dev/null; M is r, w or b (both); FLAGS octal, from fdinfo
#                           M[FLAGS]pINODE    a pipe
#                           M[FLAGS]>TARGET   anything else, as the kernel names it
#   x  PID  MESSAGE                           its directory could not be read
#   b                                         the words of the tables are big-endian
#   t  PROTOCOL  LOCAL  REMOTE  STATE  INODE  a row of /proc/PID/net/PROTOCOL
#   n  TYPE  FLAGS  STATE  INODE  PATH        a row of /proc/PID/net/unix
#   a  INODE  PATH                            ss: the peer of this unix stream is bound to PATH (*: to none)
#   j  INODE                                  JOURNAL_STREAM of the process names this socket
#   m  TABLE                                  this table could not be read
#   e  MESSAGE                                another message of ls
#   end  COUNT                                the look is complete
#
# ls is asked for each descriptor by its name. So "is not there" and "may not look" are different messages. A descriptor is
# closed if ls said ENOENT about it, twice.
cd /proc || exit 90
unset TIME_STYLE QUOTING_STYLE LS_COLORS BLOCK_SIZE LS_BLOCK_SIZE POSIXLY_CORRECT
q=${q-}
ss=''
# Only whether the program exists. Without it, JOURNAL_STREAM has to do.
command -v ss >/dev/null 2>&1 && ss=ss

list() {
  a='' all='' n=0
  for p in $pids; do
    case $want in
      all) a="$a $p/fd" ;;
      *) a="$a $p/fd/0 $p/fd/1 $p/fd/2" ;;
    esac
    n=$((n + 1))
    # To append to a text, a shell copies the whole text. So short texts are joined first.
    case $n in
      1000) ls -ln$q $all $a; a='' all='' n=0 ;;
      *[05]0) all="$all$a" a='' ;;
    esac
  done
  # With a second directory ls always prints the name of the first.
  case $want in all) a="$a self/fdinfo" n=1 ;; esac
  [ "$n" = 0 ] || ls -ln$q $all $a
}

look() {
  echo look
  list 2>&1 | awk -v want="$want" -v quiet="$q" -v ss="$ss" '
    # Takes one line of ls, of the first or the second look.
    function take(line, second,    i, k, w, name, p, fd, v, target) {
      # This test comes first because "self" starts with "s", like a socket line of ls -l.
      if (line == "self/fdinfo:") { directory = ""; return }
      if (line ~ /^[lsc-]/ && line !~ /^ls: /) {
        i = index(line, " -> ")
        k = split(i ? substr(line, 1, i - 1) : line, w, " ")
        name = w[k]
        if (name ~ /^[0-9]+$/) { p = directory; fd = name }
        else if (name ~ /^[0-9]+\/fd\/[0-9]+$/) { p = name + 0; fd = name; sub(/.*\//, "", fd) }
        else if (name ~ /^[0-9]+\/ns\/net$/) { if (i) space[name + 0] = substr(line, i + 4); return }
        else return
        if (p == "") return
        if (i) {
          v = substr(w[1], 2, 2)
          target = substr(line, i + 4)
          gsub(/\t/, "?", target)
          put(p, fd, (v == "rw" ? "b" : v == "r-" ? "r" : "w") target, second)
        } else put(p, fd, "!", second)
        return
      }
      if (line ~ /^[0-9]+\/fd:$/) { directory = line + 0; seen(directory); listed[directory] = 1; return }
      if (line ~ /^total / || line == "") return
      if (match(line, /[0-9]+\/fd\/[0-9]+/)) {
        name = substr(line, RSTART, RLENGTH)
        p = name + 0; fd = name; sub(/.*\//, "", fd)
        if (line ~ /No such file or directory$/) { if (line !~ /read.*link/) put(p, fd, "-", second) }
        else if (line !~ /No such process$/) put(p, fd, complaint(line), second)
        return
      }
      if (match(line, /[0-9]+\/fd/)) {
        p = substr(line, RSTART, RLENGTH) + 0
        if (line !~ /No such (file or directory|process)$/) { seen(p); denied[p] = substr(complaint(line), 2) }
        return
      }
      if (line !~ /ns\/net/ && complaints++ < 5) print "e\t" line
    }
    function complaint(line) {
      if (line ~ /Permission denied$/) return "!"
      sub(/.*: /, "", line); gsub(/\t/, "?", line)
      return "!" substr(line, 1, 80)
    }
    function seen(p) { if (!(p in known)) { known[p] = 1; pids[++count] = p } }
    function put(p, fd, v, second,    name) {
      seen(p)
      name = p "/fd/" fd
      if (second) { again[name] = v; return }
      if (!(name in first)) { if (fd + 0 > 2) more[p] = more[p] " " fd }
      else if (v ~ /^!/ && first[name] !~ /^!/) return
      first[name] = v
    }
    # Nearly all descriptors are /dev/null or a pipe. They need no second look and no flags, so they are printed at once.
    function short(v,    m, t) {
      if (v in shorts) return 1
      m = substr(v, 1, 1); t = substr(v, 2)
      if (t == "/dev/null") { shorts[v] = m "n"; return 1 }
      if (t ~ /^pipe:\[[0-9]+\]$/) { shorts[v] = m "p" substr(t, 7, length(t) - 7); return 1 }
      return 0
    }
    function write_short(p,    k, name, v, text) {
      for (k = 0; k <= 2; k++) {
        name = p "/fd/" k
        if (!(name in first) || !short(v = first[name])) return 0
        text = text "\t" k shorts[v]
      }
      print "d\t" p text
      return 1
    }
    # Odd descriptors get a second look: on 0, 1 or 2 everything but /dev/null, a terminal, a pipe or a file that is only
    # written.
    function odd(v) {
      if (v == "r/dev/null" || v == "w/dev/null" || v == "b/dev/null") return 0
      if (v == "") return 1
      if (v ~ /^!/) return 0
      if (v ~ /^w\/.*/) return v ~ / \(deleted\)$/ || v ~ /^.\/memfd:/
      return !(v ~ /^.pipe:/ || v ~ /^.\/dev\/(pts\/|tty|console)/)
    }
    function stat(p,    f, line, s) {
      f = p "/stat"; s = ""
      while ((getline line < f) > 0) s = s line "?"
      close(f)
      if (!match(s, /.*\)/)) return ""
      if (split(substr(s, RLENGTH + 2), st, " ") < 20) return ""
      if (int(st[7] / 2097152) % 2) return ""
      if (st[1] == "X" || st[1] == "x" || st[1] == "Z" && st[18] < 2) return ""
      return st[1] st[20]
    }
    function flags(p, fd,    f, line, w, found) {
      f = p "/fdinfo/" fd; found = ""
      while ((getline line < f) > 0) if (line ~ /^flags:/) { split(line, w, " "); found = w[2]; break }
      close(f)
      return found
    }
    function write(p, fd, v,    m, t, i) {
      if (v == "-" || v ~ /^!/) return fd v
      m = substr(v, 1, 1); t = substr(v, 2)
      if (t == "/dev/null") return fd m "n"
      if (t ~ /^pipe:\[[0-9]+\]$/) { t = substr(t, 7); sub(/\]/, "", t); return fd m "p" t }
      if (t ~ /^socket:\[[0-9]+\]$/) { i = substr(t, 9); sub(/\]/, "", i); wanted[i] = p; holder[p] = holder[p] " " i; missing[i] = 1 }
      return fd m (t ~ /^\/dev\/(pts\/|tty|console)/ ? "" : flags(p, fd)) ">" t
    }
    function line_of(p,    k, n, w, v, out, name) {
      out = ""
      n = split("0 1 2" more[p], w, " ")
      for (k = 1; k <= n; k++) {
        name = p "/fd/" w[k]
        if (!(name in first)) continue
        v = first[name]
        if ((p in confirmed) && k <= 3) v = (name in again) ? again[name] : "!not seen again"
        out = out "\t" write(p, w[k], v)
      }
      return out
    }
    function is_odd(p,    k, name) {
      if (p in denied) return 0
      for (k = 0; k <= 2; k++) {
        name = p "/fd/" k
        if (odd((name in first) ? first[name] : "")) return 1
      }
      return 0
    }
    function look_again(list,    command, line) {
      command = "exec ls -ln" quiet list " 2>&1"
      while ((command | getline line) > 0) take(line, 1)
      close(command)
    }
    function sockets_of(p,    i, n, k, f, line, w, names, got) {
      n = split("unix tcp tcp6 udp udp6", names, " ")
      for (i = 1; i <= n; i++) {
        if (!some_missing(p)) return
        f = p "/net/" names[i]; got = 0
        while ((getline line < f) > 0) {
          got = 1
          k = split(line, w, " ")
          if (i == 1) {
            if ((w[7] in missing) && w[7] + 0) {
              gsub(/\t/, "?", line)
              print "n\t" w[5] "\t" w[4] "\t" w[6] "\t" w[7] "\t" (k > 7 ? substr(line, index(line, " " w[7]) + length(w[7]) + 2) : "")
              if (w[5] == "0001") streams[w[7]] = 1
              found[w[7]] = 1
            }
          } else if ((w[10] in missing) && w[10] + 0) {
            print "t\t" names[i] "\t" w[2] "\t" w[3] "\t" w[4] "\t" w[10]
            found[w[10]] = 1
          }
        }
        close(f)
        if (!got && i <= 2) print "m\t" f
        for (k in found) delete missing[k]
      }
    }
    # Addresses in the tables are 32-bit words in the byte order of the host.
    function big_endian(    machine, command) {
      if ((getline machine < "sys/kernel/arch") <= 0) {
        command = "exec uname -m"
        command | getline machine
        close(command)
      }
      return machine ~ /^(s390|ppc|powerpc|mips|sparc|m68k|parisc|hppa|sh.*eb|arm.*b|aarch64_be)/ && machine !~ /(le|el)$/
    }
    function some_missing(p,    i, n, w) {
      n = split(holders[net[p]], w, " ")
      for (i = 1; i <= n; i++) if (w[i] in missing) return 1
      return 0
    }
    # A line of ss has the inode of the peer and the own path. So the line whose peer is our socket shows the path at the
    # other end.
    function peers(    line, w, n, i, command) {
      command = "exec ss -xnea"
      while ((command | getline line) > 0) {
        n = split(line, w, " ")
        if (n < 8) continue
        if (w[8] in streams) { gsub(/\t/, "?", w[5]); print "a\t" w[8] "\t" w[5]; if (w[5] != "*") resolved[w[8]] = 1 }
      }
      close(command)
    }
    function journal(p, i,    command, line, w) {
      if (asked[p]++ || asks++ > 200) return
      command = "exec tr \"\\000\" \"\\012\" <" p "/environ"
      while ((command | getline line) > 0) if (line ~ /^JOURNAL_STREAM=[0-9]+:[0-9]+$/) { split(line, w, ":"); print "j\t" w[2] }
      close(command)
    }
    # Nearly every line is of this form. Everything after the first " -> " is the target, whatever it contains.
    $10 == "->" && (n = index($9, "/fd/")) {
      v = substr($0, index($0, " -> ") + 4)
      if (index(v, "\t")) gsub(/\t/, "?", v)
      p = substr($9, 1, n - 1)
      if (p != last) { seen(p); last = p }
      n = substr($0, 2, 2)
      first[$9] = (n == "r-" ? "r" : n == "rw" ? "b" : "w") v
      next
    }
    { take($0, 0) }
    END {
      n = 0
      for (i = 1; i <= count; i++) {
        p = pids[i]
        if (want == "all") { if (p in listed) for (k = 0; k <= 2; k++) if (!((p "/fd/" k) in first)) first[p "/fd/" k] = "-" }
        else if (write_short(p)) { settled[p] = 1; written++; continue }
        if (!is_odd(p)) continue
        if (stat(p) == "") { settled[p] = 1; continue }
        confirmed[p] = 1
        list = list " " p "/fd/0 " p "/fd/1 " p "/fd/2 " p "/ns/net"
        if (++n % 500 == 0) { look_again(list); list = "" }
      }
      if (list != "") look_again(list)
      for (i = 1; i <= count; i++) {
        p = pids[i]
        if (p in settled) continue
        s = ""
        if (p in confirmed) {
          s = stat(p)
          if (s == "") continue
          if (s ~ /^Z/) for (k = 0; k <= 2; k++) again[p, k] = "!its first thread has ended"
        }
        if (p in denied) print "x\t" p (denied[p] == "" ? "" : "\t" denied[p])
        else print "d\t" p line_of(p) (s == "" ? "" : "\t=" substr(s, 2))
        written++
      }
      list = ""
      for (p in holder) if (!(p in space)) { list = list " " p "/ns/net"; if (++n % 500 == 0) { look_again(list); list = "" } }
      if (list != "") look_again(list)
      for (p in holder) {
        net[p] = (p in space) ? space[p] : p
        if (!(net[p] in holders)) { ones[++spaces] = p }
        holders[net[p]] = holders[net[p]] holder[p]
      }
      if (spaces && big_endian()) print "b"
      for (i = 1; i <= spaces; i++) sockets_of(ones[i])
      unresolved = 0
      for (i in streams) unresolved++
      if (unresolved && ss != "") peers()
      for (i in streams) if (!(i in resolved)) journal(wanted[i], i)
      print "end\t" written + 0
    }'
}

# mawk stops with an error if a process ends between the opening and the reading of its file. So look up to three times.
look || look || look
