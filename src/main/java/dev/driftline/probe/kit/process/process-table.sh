# shellcheck shell=sh
# shellcheck disable=SC2086,SC2154
# The process table: all processes without kernel threads, in one look. Given: pids, the processes to look at.
# Shared by several probes. Setups: quiet-ls, process-names. Starts 3 programs, whatever the number of processes.
#
#   look                                      a look begins; only the last one counts
#   h  SHELL  UPTIME  BOOTED  TICKS  PID1      the script's shell, seconds since boot, epoch of the boot
#   u  UID  NAME                              an account of /etc/passwd that has a process
#   s  NUMBER  TEXT                           a text that the lines below name by its number
#   p  PID  PPID  UID  STATE  THREADS  START  CGROUP  EXECUTABLE  NAME
#                                             CGROUP 0: none. EXECUTABLE 0: not readable
#   e  MESSAGE                                another message of ls
#   end  COUNT                                the look is complete
#
# A process name may contain a newline and a forged ") S 1". So the state is looked for after the last ")".
# The target of a link may contain a newline. ls -q keeps it on one line, and the ls of busybox does so without -q.
cd /proc || exit 90
unset TIME_STYLE QUOTING_STYLE LS_COLORS BLOCK_SIZE LS_BLOCK_SIZE POSIXLY_CORRECT
q=${q-}
one=visible
[ -r 1/stat ] || one=hidden
read -r up _ <uptime || exit 91

list() {
  a='' all='' n=0
  for p in $pids; do
    a="$a $p $p/exe" n=$((n + 1))
    # To append to a text, a shell copies the whole text. So short texts are joined first.
    case $n in
      2000) ls -dln$q $all $a; a='' all='' n=0 ;;
      *[05]0) all="$all$a" a='' ;;
    esac
  done
  [ "$n" = 0 ] || ls -dln$q $all $a
}

look() {
  echo look
  list 2>&1 | awk -v shell="$$" -v up="$up" -v one="$one" '
    function text(t) {
      if (t == "") return 0
      gsub(/\t/, "?", t)
      if (!(t in known)) { known[t] = ++texts; print "s\t" texts "\t" t }
      return known[t]
    }
    function control_group(p,    f, line, found) {
      f = p "/cgroup"
      found = ""
      while ((getline line < f) > 0) {
        # With the one hierarchy of version 2 (cgroups(7)), this is the only line.
        if (substr(line, 1, 3) == "0::") { if (length(line) > 3 && (found == "" || found == "/")) found = substr(line, 4) }
        else if (line ~ /^1:name=systemd:/ && length(line) > 16) found = substr(line, 16)
        else if (found == "" && line ~ /(docker|kubepods|libpod|lxc|containerd)/) found = substr(line, index(line, ":/") + 1)
      }
      close(f)
      return found
    }
    function process(p,    f, line, s, c, k, part) {
      f = p "/stat"
      s = ""
      while ((getline line < f) > 0) s = s line "?"
      close(f)
      k = split(s, part, ")")
      if (k < 2) return
      c = substr(s, 1, length(s) - length(part[k]) - 1)
      c = substr(c, index(c, "(") + 1)
      if (index(c, "\t")) gsub(/\t/, "?", c)
      $0 = part[k]
      if ($20 == "" || int($7 / 2097152) % 2) return
      used[uid[p]] = 1
      lines[++count] = "p\t" p "\t" $2 "\t" uid[p] "\t" $1 "\t" $18 "\t" $20 "\t" text(control_group(p)) "\t" ((p in exe) ? text(exe[p]) : 0) "\t" c
    }
    /^d/ { uid[$NF] = $3; pid[++pids] = $NF; next }
    /^l[-r]/ {
      if ($10 == "->") { exe[$9 + 0] = substr($0, index($0, " -> ") + 4); next }
      i = index($0, " -> ")
      if (i) { k = split(substr($0, 1, i - 1), w, " "); exe[w[k] + 0] = substr($0, i + 4) }
      next
    }
    /\/exe/ || /No such (file|process)/ { next }
    { print "e\t" $0 }
    END {
      while ((getline line < "stat") > 0) if (line ~ /^btime /) { booted = substr(line, 7); break }
      close("stat")
      print "h\t" shell "\t" up "\t" booted "\t100\t" one
      for (i = 1; i <= pids; i++) process(pid[i])
      while ((getline line < "/etc/passwd") > 0) {
        split(line, f, ":")
        if ((f[3] in used) && !(f[3] in named)) { named[f[3]] = 1; gsub(/\t/, "?", f[1]); print "u\t" f[3] "\t" f[1] }
      }
      for (i = 1; i <= count; i++) print lines[i]
      print "end\t" count
    }'
}

# mawk stops with an error if a process ends between the opening and the reading of its file. So look up to three times.
look || look || look
