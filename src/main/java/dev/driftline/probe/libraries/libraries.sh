#!/bin/sh
# shellcheck disable=SC2086,SC2154
# The programs and libraries that processes have mapped, and the packages that they belong to.
# Setups: quiet-ls, file-owners and its setups, the awk libraries below; port-look where ports are wanted.
# Starts 5 programs, and those of file-owners. 2 more for command lines, where awk cannot read a NUL.
#
# Given: which    ports: the processes that hold a socket with one of the ports
#                 some: those of the names in library_names
#                 every: every process, but of its libraries only replaced ones and client libraries
#        clients  the beginnings of the names of client libraries, without `lib`, with bars between: letters, digits,
#                 _, -
#
# Prints, with TAB between the fields:
#   look                        a look begins
#   process  PID  SET  PROGRAM  SET is the set of libraries that it has mapped executable, 0 for none, or unread.
#                               PROGRAM
#                               is empty if it may not be seen
#   library  NUMBER  PATH
#   set      NUMBER  N N …      a set of libraries
#   gone     PID                the process has ended since, or is a thread of the kernel
#   command  PID  HOW  ARGUMENTS  its command line, see commands.awk; only of processes that hold a port
#   other-root  PID PID …       their root directory is not ours, or may not be looked at
#   said     MESSAGE            another message of ls
#   …                           the owners of the files, see file-owners.sh
#   end      COUNT              of process, library, set, gone and other-root; the look is complete.
#                               A command that is missing is no gap: nothing but words depends on it
cd /proc || exit 90
newline='
'
tab=$(printf '\t')

# Most hosts have no process that holds one of the ports. port_sockets is not empty if it was looked for.
case $which${port_sockets-} in
  *holder*) ;;
  ports*"end$tab"*)
    printf 'look\nend\t0\n'
    exit
    ;;
esac

# Prints the processes that are looked at, with blanks between, and their number before them.
pids() {
  case $which in
    ports)
      set -f
      IFS=$newline
      holders
      ;;
    *)
      set -- [0-9]*
      echo "$# $*"
      ;;
  esac
}

# Prints the same for the processes that hold a socket, by the look in port_sockets.
holders() {
  list=' ' n=0
  for record in $port_sockets; do
    case $record in
      holder*)
        pid=${record#*"$tab"*"$tab"}
        pid=${pid%%"$tab"*}
        case $list in *" $pid "*) ;; *) list="$list$pid " n=$((n + 1)) ;; esac
        ;;
    esac
  done
  echo "$n$list"
}

# Looks once.
look() {
  case $which in some) names=${library_names#,} ;; *) names='' ;; esac
  case $which in every) all='' ;; *) all=1 ;; esac
  case $which in ports) arguments=1 ;; *) arguments='' ;; esac
  pids | names=$names awk -v quiet="${q-}" -v all="$all" -v arguments="$arguments" \
    -v client="/lib($clients)[^/]*[.]so" \
    "$awk_ls$awk_stat$awk_library_sets$awk_commands$awk_mapped_files"
}

# mawk stops with an error if a process ends between the opening and the reading of its file. So look up to three times.
seen=$(look) || seen=$(look) || seen=$(look) || exit
echo "${seen%"$newline"*}"
echo "$seen" | awk -F '\t' '
  $1 == "process" { path = $4 }
  $1 == "library" { path = $3 }
  path ~ /^\// { sub(/ \(deleted\)$/, "", path); print path }
  { path = "" }' | print_owners
echo "${seen##*"$newline"}"
