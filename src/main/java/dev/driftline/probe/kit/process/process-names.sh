# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154
# A setup: which processes are looked at, where questions name those that they are about. Forks: 2 where they do.
#
# Given: process_names  the names, with a comma before each
#        process_some   the looks that some question needs of processes of these names only
#        process_every  the looks that some question needs of every process
#        find_named     (find-named.sh), where there are names
#
# The function pids_for sets pids to the processes that the look $1 is about: a pattern if that is every process. With $2
# it is also about where they come from: their ancestors, those of this shell, and process 1.
process_named='[0-9]*' process_kin='[0-9]*' process_users='[0-9]*'
pids_for() {
  case " ${process_every-} " in
    *" $1 "*)
      pids=$process_users
      # Whoever holds a socket and is not in the table is unknown: what began until now has to be there.
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
      # mawk gives up when a process ends between the opening and the reading of its file: look again. When it fails for
      # another reason, too many arguments for instance, every process is looked at.
      found=$(cd /proc && { find_named || find_named || find_named; } 2>/dev/null) &&
        process_named=${found%%/*} process_kin=${found#*/}
      break
      ;;
  esac
done

# Kernel threads have no descriptors, and the kernel's saying so costs as much as an answer; large hosts have a thousand of
# them. All are children of kthreadd, and so are programs that the kernel started, which are none.
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
    # Most containers have no process 2, or one that ends.
    { read -r kernel </proc/2/comm; } 2>/dev/null
    if [ "$kernel" = kthreadd ]; then
      # The same as above.
      users=$(cd /proc && { find_users || find_users || find_users; } 2>/dev/null) && process_users=$users
    fi
    ;;
esac
