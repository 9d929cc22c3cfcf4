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
process_named='[0-9]*' process_kin='[0-9]*'
pids_for() {
  pids='[0-9]*'
  case " ${process_every-} " in *" $1 "*) return ;; esac
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
