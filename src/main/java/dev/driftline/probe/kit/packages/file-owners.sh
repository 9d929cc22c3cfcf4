# shellcheck shell=sh
# shellcheck disable=SC2154
# A setup: the function print_owners tells the packages that files belong to, by each package manager that has a
# database. Setups before: package-databases with its own; the awk programs file-owners and rpm-files.

# In: absolute paths on stdin, a line each. Out, with TAB between the fields:
#   unread MANAGER WHY      a database that could not be read, or not all of it
#   foreign NAME PATH       a database that holds packages, and that driftline does not know
#   managers COUNT          how many managers follow
#   manager MANAGER         the lines below are its answers
#   owner PATH PACKAGE      the owner of a file, perhaps with its architecture: libc6:amd64
#   version PACKAGE VERSION
#   nobody PATH             a file that belongs to none of its packages
# A path without an answer of a manager was not looked for. No manager is asked for a name that may be a pattern.
print_owners() {
  paths=$(awk '!/[][*?\\ ]/ && /^\// && !seen[$0]++')
  merged=''
  if [ -L /lib ] || [ -L /bin ]; then merged=1; fi
  export manager merged
  find_databases
  # shellcheck disable=SC2086 # one word for each
  set -- $databases
  printf '%smanagers\t%s\n' "$doubts" $#
  if ! [ "$paths" ]; then return; fi
  for manager; do
    echo "manager$tab$manager"
    case $manager in
      dpkg) dpkg_owners ;;
      rpm) rpm_owners ;;
      apk) read_apk "$awk_file_owners" "$paths" files ;;
    esac
  done
}

# Asks dpkg's lists of files, in the form 1. In: paths, merged.
dpkg_owners() {
  (
    if ! cd /var/lib/dpkg/info; then
      echo "unread${tab}dpkg$tab/var/lib/dpkg/info cannot be entered"
      exit
    fi
    form=1
    if [ -e format ]; then read -r form <format; fi
    if [ "$form" != 1 ]; then
      echo "unread${tab}dpkg$tab/var/lib/dpkg/info is in a form that driftline does not know"
      exit
    fi
    set -- part=lists ./*.list
    if [ -e ../diversions ]; then set -- part=diversions ../diversions "$@"; fi
    read_dpkg "$awk_file_owners" "$paths" "$@"
  )
}

# Asks rpm. It cannot tell the owner of a file with the file's name, but it can list all files of the owner.
rpm_owners() {
  if ! find_rpm_user; then return; fi
  {
    echo "$paths"
    echo
    # shellcheck disable=SC2086 # one word for each
    run_rpm -qf --qf '@%{NAME}\t%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\n[%{FILENAMES}\n]' $paths
    echo "end-of-list $?"
  } | awk "$awk_file_owners$awk_rpm_files" part=paths -
  awk_ended rpm $?
}
