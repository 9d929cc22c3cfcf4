#!/bin/sh
# shellcheck disable=SC2086,SC2012,SC2154,SC3013
# The programs and libraries that processes have mapped, and the packages that they belong to.
# Setups: quiet-ls; process-names; those of file-owners.
# Starts about 12 programs, whatever the number of processes.
#
# Given: processes  the names that are wanted, separated by commas
#        ports      TCP ports, separated by commas: processes that hold a connection from or to one, or listen there
#        use        none if a setup (port-use) found that no socket has one of the ports; untold comes with it
#        both empty: every process, but of its libraries only replaced ones and client libraries
#        clients    the beginnings of the names of client libraries, without `lib`, with bars between: letters, digits, _, -
#
# ls shows the targets of links, because it is the only tool for that on all hosts. Every shell that is /bin/sh on some
# Linux has -ef; it is tried before it is used.
#
# Prints, with TAB between the fields:
#   e PID PATH       its program
#   l NUMBER PATH    a library             t NUMBER N N …   a set of libraries
#   m PID NUMBER     the set of libraries that it has mapped executable
#   d PID            its maps may not be read
#   x PID            its program may not be read
#   f PID            its root directory is not ours, or may not be looked at
#   g WHY [WHAT]     processes may be missing: hidden, untold COUNT, unread TABLE, failed, said MESSAGE
#   what print_owners of file-owners.sh prints of these paths
#   .                the end

processes=${processes:-} ports=${ports:-}
export processes ports
tab=$(printf '\t')
cd /proc || exit 90
unset TIME_STYLE QUOTING_STYLE LS_COLORS BLOCK_SIZE LS_BLOCK_SIZE POSIXLY_CORRECT
q=${q-}
export q

if [ "$ports" ] && ! [ "$processes" ] && [ "${use-}" = none ]; then
  [ "${untold:?}" = 0 ] || printf 'g\tuntold\t%s\n' "$untold"
  echo .
  exit 0
fi

named() {
  comms=''
  case $pids in
    '[0-9]*') comms='[0-9]*/comm' ;;
    *) for p in $pids; do comms="$comms $p/comm"; done ;;
  esac
  grep '' /dev/null $comms 2>&1 | awk '
    BEGIN { n = split(ENVIRON["processes"], list, ","); for (i = 1; i <= n; i++) wanted[list[i]] = 1 }
    /^[0-9]+\/comm:/ { if (substr($0, index($0, ":") + 1) in wanted) print $0 + 0; next }
    /No such (file or directory|process)$/ { next }
    said++ < 3 { gsub(/[^A-Za-z0-9\/.,]+/, "_"); print "said:" $0 }'
}

descriptors() {
  a='' n=0
  for p in [0-9]*; do
    a="$a $p/fd $p/ns/net" n=$((n + 1))
    [ "$n" -lt 1000 ] || { ls -ln$q $a; a='' n=0; }
  done
  # With a second directory ls always prints the name of each.
  ls -ln$q $a self/fdinfo
}

# Finds the processes that hold a connection from or to the ports, or listen there, in any network namespace. Prints
# nothing before it knows all of them.
look() {
  descriptors 2>&1 | awk '
    function port(a) { return substr(a, length(a) - 3) in wanted }
    function table(f,    line, w, got) {
      got = 0
      while ((getline line < f) > 0) {
        if (!got++) continue
        split(line, w, " ")
        if (w[10] + 0 && (w[4] ~ /^0[18]$/ && (port(w[2]) || port(w[3])) || w[4] == "0A" && port(w[2]))) open[w[10]] = 1
      }
      close(f)
      return got
    }
    # A process that has ended has no namespace and no sockets.
    function runs(p,    f, line, s, w) {
      f = p "/stat"; s = ""
      while ((getline line < f) > 0) s = s line "?"
      close(f)
      return match(s, /.*\)/) && split(substr(s, RLENGTH + 2), w, " ") && w[1] !~ /[ZXx]/
    }
    function tables(    s, p, j, i, pids) {
      split("", open)
      unread = ""
      for (s in space) {
        p = split(space[s], pids, " ")
        for (j = 1; j <= p; j++) if (table(pids[j] "/net/tcp")) break
        if (j <= p) table(pids[j] "/net/tcp6")
        else for (i = 1; i <= p; i++) if (runs(pids[i])) { unread = pids[i] "/net/tcp"; break }
      }
    }
    function line_of_ls(line,    i, k, w, s) {
      if (line ~ /^[0-9]+\/fd:$/) { directory = line + 0; return }
      if (line ~ /:$/ && line !~ /^l/) directory = ""
      if (line !~ /^l[-r]/) return
      i = index(line, " -> ")
      k = split(i ? substr(line, 1, i - 1) : line, w, " ")
      if (w[k] ~ /^[0-9]+\/ns\/net$/) {
        if (i) { s = substr(line, i + 4); space[s] = space[s] " " (w[k] + 0) } else untold[w[k] + 0] = 1
      } else if (directory != "" && (s = substr(line, i + 4)) ~ /^socket:\[[0-9]+\]$/) {
        s = substr(s, 9, length(s) - 9)
        holder[s] = holder[s] directory "\n"
      }
    }
    BEGIN { n = split(ENVIRON["ports"], list, ","); for (i = 1; i <= n; i++) wanted[sprintf("%04X", list[i])] = 1 }
    # Most lines are about descriptors that are no sockets. No name before the first arrow contains an arrow.
    (i = index($0, " -> ")) && (s = substr($0, i + 4, 8)) != "socket:[" && substr(s, 1, 5) != "net:[" { next }
    { line_of_ls($0) }
    END {
      for (s in space) spaces++
      if (!spaces) space["own"] = "self"
      tables()
      for (i in open) if (i in holder) said = said holder[i]; else missing[++missed] = i
      # Either the socket was opened after ls looked, or its process may not be looked at. A second look tells which.
      if (missed) {
        again = "exec ls -ln" ENVIRON["q"] " [0-9]*/fd 2>&1"
        while ((again | getline line) > 0) line_of_ls(line)
        close(again)
        tables()
        for (i = 1; i <= missed; i++)
          if (missing[i] in holder) said = said holder[missing[i]]
          else if (missing[i] in open) hidden = 1
      }
      for (p in untold) if (runs(p)) untolds++
      printf "%s", said
      if (hidden) print "hidden:"
      if (untolds) print "untold:" untolds
      if (unread != "") print "unread:" unread
      print "."
    }'
}

found=.
if [ "$ports" ]; then
  # mawk stops with an error if a process ends between the opening and the reading of its file. So look up to three times.
  found=$(look || look || look)
fi
case $found in *.) ;; *) found='failed:' ;; esac
if [ "$processes" ]; then found="$found $(named)"; fi
if ! [ "$processes$ports" ]; then all=1 found=$(echo [0-9]*); else all=; fi

exes='' maps=''
for word in $(echo "$found" | tr ' ' '\n' | sort -u); do
  case $word in
    .) ;;
    *:*) echo "g$tab${word%%:*}$tab${word#*:}" ;;
    *) exes="$exes $word/exe" maps="$maps $word/maps" ;;
  esac
done

# A trial: in a shell without -ef it cannot be told, and no owner is believed.
if [ / -ef / ] 2>/dev/null; then ours=1; else ours=; fi
for map in $maps; do
  pid=${map%/maps}
  [ "$ours" ] && [ "$pid/root/." -ef / ] || echo "f$tab$pid"
done

seen=$(
  if [ "$maps" ]; then
    ls -ln$q $exes 2>&1 | awk '
      /^l/ {
        i = index($0, " -> ")
        if (i) { n = split(substr($0, 1, i - 1), w, " "); print "e\t" w[n] + 0 "\t" substr($0, i + 4) }
        next
      }
      /No such (file or directory|process)$/ { next }
      /Permission denied$/ && match($0, /[0-9]+\/exe/) { print "x\t" substr($0, RSTART, RLENGTH) + 0; next }
      said++ < 3 { gsub(/\t/, "?"); print "g\tsaid\t" $0 }'
    # Workers of one program have the same set of libraries, which is sent once.
    grep -E '^[^ ]+ r.xp .*/[^/]*[.]so([. ][^/]*)?$' /dev/null $maps 2>&1 | awk -v all="$all" '
      function flush() {
        if (set == "") return
        if (!(set in sets)) { sets[set] = ++count; print "t\t" count "\t" substr(set, 2) }
        print "m\t" pid "\t" sets[set]
        set = ""
      }
      /^[0-9]+\/maps:/ {
        if ($0 + 0 != pid) { flush(); pid = $0 + 0 }
        path = substr($0, index($0, ":") + 1); path = substr(path, index(path, "/"))
        if (path ~ / \(deleted\)$/) {
          if (path ~ /^\/(memfd:|dev\/|SYSV|drm|\[aio\]|tmp\/|var\/tmp\/|run\/|proc\/)/ || path ~ /orcexec\.|\/#[0-9]|\/jna[0-9]+\.tmp/) next
        } else if (all && path !~ /\/lib('"$clients"')[^\/]*\.so/) next
        gsub(/\t/, "?", path)
        if (!(path in number)) { number[path] = ++numbers; print "l\t" numbers "\t" path }
        if (!((pid, path) in known)) { known[pid, path] = 1; set = set " " number[path] }
        next
      }
      /No such (file or directory|process)$/ { next }
      /Permission denied$/ && match($0, /[0-9]+\/maps/) { print "d\t" substr($0, RSTART, RLENGTH) + 0; next }
      said++ < 3 { gsub(/\t/, "?"); print "g\tsaid\t" $0 }
      END { flush() }'
  fi
)
if [ "$seen" ]; then echo "$seen"; fi

echo "$seen" | awk -F '\t' '
  $1 ~ /^[el]$/ && $3 ~ /^\// { p = $3; sub(/ \(deleted\)$/, "", p); print p }' | print_owners
echo .
