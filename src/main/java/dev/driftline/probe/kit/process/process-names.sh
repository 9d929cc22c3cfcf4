# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154
# A setup: decides which processes are looked at. Starts 2 programs if questions name processes.
#
# Given: process_names  the names, with a comma before each
#        process_some   the looks that some question needs of processes of these names only
#        process_every  the looks that some question needs of every process
#        find_named     (find-named.sh), where there are names
#
# The function pids_for sets pids to the processes for the look $1. For every process that is a pattern of the shell. With
# $2 the ancestors belong to it, too: those of the processes and of this shell, and process 1.
process_named='[0-9]*' process_kin='[0-9]*' process_users='[0-9]*'
pids_for() {
  case " ${process_every-} " in
    *" $1 "*)
      pids=$process_users
      # A process that holds a socket must be in the table, so list also those that began until now.
      case "${2-} $process_every " in kin*' sockets '*) pids='[0-9]*' ;; esac
      return
      ;;
  esac
  if [ "${2-}" ]; then pids=$process_kin; else pids=$process_named; fi
}

for look in ${process_some-}; do
  case " ${process_every-} " in
    *" $look "*) ;;
    *)
      # mawk stops with an error if a process ends between the opening and the reading of its file. So try three times.
      # If it fails for another reason, such as too many arguments, every process is looked at.
      found=$(cd /proc && { find_named || find_named || find_named; } 2>/dev/null) &&
        process_named=${found%%/*} process_kin=${found#*/}
      break
      ;;
  esac
done

# Leaves out kernel threads. They have no descriptors, but asking for them takes as long as for others, and large hosts
# have a thousand of them. All are children of kthreadd (process 2). Programs that the kernel started are its children,
# too, so the flag PF_KTHREAD (2097152) must be set.
find_users() {
  awk '
    function is_kernel(p,    f, line, s, part, k, word) {
      f = p "/stat"
      s = ""
      while ((getline line < f) > 0) s = s line "?"
      close(f)
      k = split(s, part, ")")
      return k > 1 && split(part[k], word, " ") > 19 && int(word[7] / 2097152) % 2
    }
    BEGIN {
      getline line <"2/task/2/children"
      n = split("2 " line, child, " ")
      for (i = 1; i <= n; i++) if (is_kernel(child[i])) kernel[child[i]] = 1
      for (i = 1; i < ARGC; i++) {
        if (!(ARGV[i] in kernel)) some = some " " ARGV[i]
        if (i % 50 == 0) { all = all some; some = "" }
      }
      print all some
      exit
    }' [0-9]*
}
case " ${process_every-} " in
  *descriptors\ *)
    kernel=''
    # In most containers process 2 does not exist, or may end at any time.
    { read -r kernel </proc/2/comm; } 2>/dev/null
    if [ "$kernel" = kthreadd ]; then
      # Three times, as above.
      users=$(cd /proc && { find_users || find_users || find_users; } 2>/dev/null) && process_users=$users
    fi
    ;;
esac
