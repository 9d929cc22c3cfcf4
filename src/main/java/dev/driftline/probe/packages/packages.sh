#!/bin/sh
# shellcheck disable=SC2154
# The installed packages of each package manager that has a database on this host.
# Setups: package-databases and its own; the awk program packages.
#
# Given: packages_wanted  the names that the questions of the host want, with blanks between
#        packages_all     not empty if a question wants all
#
# Prints, with TAB between the fields:
#   look
#   unread MANAGER WHY    a database that cannot be read
#   foreign NAME PATH     a database that holds packages, and that driftline does not know
#   databases COUNT       how many lines `database` follow
#   database MANAGER      the lines below are of this one: those of packages.awk, or unread
#   end COUNT             the same number again
export manager packages_wanted packages_all
find_databases
printf 'look\n%s' "$doubts"
# shellcheck disable=SC2086 # one word for each
set -- $databases
echo "databases$tab$#"
for manager; do
  echo "database$tab$manager"
  case $manager in
    dpkg) read_dpkg "$awk_packages" '' ;;
    rpm) read_rpm "$awk_packages" ;;
    apk) read_apk "$awk_packages" '' ;;
  esac
done
echo "end$tab$#"
