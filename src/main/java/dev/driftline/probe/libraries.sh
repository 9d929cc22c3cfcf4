#!/bin/sh
# The program and the libraries that processes have mapped, and the dpkg packages they come from.
# Forks: about 8, whatever the number of processes.
#
# Given: processes  the names that are wanted, separated by commas; ports  the same, of TCP ports whose
#        connections select their processes; both empty: every process, but then only replaced files and database clients
#
# Says, with TAB between the fields:
#   e PID PATH       its program          m PID PATH       a library it has mapped executable
#   g                a connection whose process could not be seen
#   d PID            its maps may not be read
#   o PATH PACKAGE   the owner            v PACKAGE VERSION
#   k MANAGER        the manager that was asked for owners
#   .                the end
# shellcheck disable=SC2012 # /proc/PID/fd and /proc/PID/exe: the targets of links, which only ls tells everywhere

processes=${processes:-} ports=${ports:-}
export processes ports
tab=$(printf '\t')
cd /proc || exit 90

pids=$(
  if [ "$processes" ]; then
    # Processes end while they are looked at.
    grep '' /dev/null [0-9]*/comm 2>/dev/null | awk '
      BEGIN { n = split(ENVIRON["processes"], list, ","); for (i = 1; i <= n; i++) wanted[list[i]] = 1 }
      { slash = index($0, "/"); colon = index($0, ":"); if (substr($0, colon + 1) in wanted) print substr($0, 1, slash - 1) }'
  fi
  if [ "$ports" ]; then
    inodes=$(cat net/tcp net/tcp6 | awk -v ports="$ports" '
      BEGIN { n = split(ports, list, ","); for (i = 1; i <= n; i++) wanted[sprintf("%04X", list[i])] = 1 }
      $4 == "01" && $10 > 0 {
        l = substr($2, length($2) - 3); r = substr($3, length($3) - 3)
        if ((l in wanted) || (r in wanted)) printf "%s ", $10
      }')
    # Processes end while they are looked at; those of other users are seen by their maps.
    ls -ln [0-9]*/fd 2>/dev/null | awk -v inodes=" $inodes" '
      /^[0-9]+\/fd:$/ { pid = $1 + 0 }
      / -> socket:\[[0-9]+\]$/ { i = $NF; gsub(/[^0-9]/, "", i); if (index(inodes, " " i " ")) { print pid; found[i] = 1 } }
      END { n = split(inodes, list, " "); for (i = 1; i <= n; i++) if (!(list[i] in found)) print 0 }'
  fi
)
all=
if ! [ "$processes$ports" ]; then all=1; pids=$(echo [0-9]*); fi
pids=$(echo "$pids" | tr ' ' '\n' | sort -un)

exes='' maps=''
for pid in $pids; do
  if [ "$pid" = 0 ]; then echo g; continue; fi
  exes="$exes $pid/exe" maps="$maps $pid/maps"
done

seen=$(
  # shellcheck disable=SC2086
  if [ "$maps" ]; then
    # What a link of a process that is not ours says is said by its maps, too.
    ls -ln $exes 2>/dev/null | awk '{ i = index($0, " -> "); if (i) { n = split(substr($0, 1, i - 1), w, " "); p = w[n]; sub(/\/exe$/, "", p); print "e\t" p "\t" substr($0, i + 4) } }'
    grep -E '^[^ ]+ r.xp .*/[^/]*[.]so([.][^/]*)?$' /dev/null $maps 2>&1 | awk -v all="$all" '
      /Permission denied$/ { split($2, w, "/"); print "d\t" w[1]; next }
      /^grep: / { next }
      {
        pid = $0; sub(/\/.*/, "", pid)
        path = substr($0, index($0, ":") + 1); path = substr(path, index(path, "/"))
        if (path ~ /^\/(memfd:|dev\/|SYSV|drm|\[aio\]|tmp\/|var\/tmp\/|run\/|proc\/)/ || path ~ /orcexec\.|\/#[0-9]|\/jna[0-9]+\.tmp/) next
        if (all && path !~ / \(deleted\)$/ && path !~ /\/lib(mysqlclient|mariadb|mariadbclient|perconaserverclient|pq)[^\/]*\.so/) next
        if (!((pid, path) in known)) { known[pid, path] = 1; print "m\t" pid "\t" path }
      }'
  fi
)
if [ "$seen" ]; then echo "$seen"; fi

if command -v dpkg-query >/dev/null && [ -e /var/lib/dpkg/status ]; then
  echo "k${tab}dpkg"
  # Under a merged /usr the database may know a file as /lib/x or as /usr/lib/x.
  paths=$(echo "$seen" | awk -F '\t' '$3 ~ /^\// { p = $3; sub(/ \(deleted\)$/, "", p); if (p !~ /[][*?\\ ]/) { print p; if (p ~ /^\/usr\//) print substr(p, 5); else print "/usr" p } }' | sort -u)
  if [ "$paths" ]; then
    # It says on stderr which of the two spellings it does not know.
    # shellcheck disable=SC2086
    owners=$(dpkg-query -S $paths 2>/dev/null | awk '!/^diversion / { i = index($0, ": /"); p = substr($0, 1, i - 1); sub(/,.*/, "", p); print "o\t" substr($0, i + 2) "\t" p }')
    echo "$owners"
    # shellcheck disable=SC2016,SC2046
    dpkg-query -W -f='v\t${binary:Package}\t${Version}\n' $(echo "$owners" | cut -f 3 | sort -u)
  fi
fi
echo .
