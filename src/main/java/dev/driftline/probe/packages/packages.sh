#!/bin/sh
# The installed packages of each package manager that has a database on this host.
#
# Given: packages_wanted  the names that the questions of the host want, with blanks between
#        packages_all     not empty if a question wants all
# Setups: time-limit, and find_limit called where there is a program to limit.
#
# Prints for each manager:
#   =MANAGER                  its list begins
#   NAME TAB VERSION TAB ARCHITECTURE [TAB STATUS]     STATUS only where it is not "installed"
#   .EXIT TOTAL               its list ended: the tool's status, and the number of packages before names were selected
# and, if a manager cannot be asked:
#   ?MANAGER WHY
# Nothing is written. dpkg-query only reads. rpm creates files beside its database if root runs it, so it is run as another
# user or not at all.
names=${packages_wanted-}
if [ "${packages_all-}" ]; then names=; fi
unset DPKG_ADMINDIR RPM_CONFIGDIR

# Only TERM is sent: a killed rpm leaves stale locks in a Berkeley database.
limit=
case ${kind-} in
  gnu | plain) limit='timeout 30' ;;
  old) limit='timeout -t 30' ;;
esac

# Reads lines NAME TAB VERSION TAB ARCHITECTURE [TAB STATUS] and a last line .EXIT, and prints those with wanted names.
select_names() {
  awk -F '\t' -v names="$names" '
    BEGIN { count = split(names, list, " "); for (i = 1; i <= count; i++) wanted[list[i]] = 1 }
    /^[.]/ { print $0 " " total + 0; next }
    $4 ~ /(not-installed|config-files)$/ { total++; next }
    {
      total++
      if (count && !($1 in wanted)) next
      parts = split($4, status, " ")
      state = parts ? status[parts] : "installed"
      if (state == "installed" && status[1] == "hold") state = "hold"
      print $1 "\t" $2 "\t" $3 (state == "installed" ? "" : "\t" state)
    }'
}

# shellcheck disable=SC2016 # ${…} is dpkg-query's own
ask_dpkg() {
  echo '=dpkg'
  {
    $limit dpkg-query -W -f='${Package}\t${Version}\t${Architecture}\t${Status}\n'
    echo ".$?"
  } | select_names
}

# HOME is replaced, so that rpm does not read the settings of an account.
ask_rpm() {
  echo '=rpm'
  {
    HOME=/ $limit "$@" rpm --dbpath "$database" -qa --qf '%{NAME}\t%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\t%{ARCH}\tinstalled\n'
    echo ".$?"
  } | select_names
}

ask_apk() {
  echo '=apk'
  {
    awk '
      function flush() { if (p != "") print p "\t" v "\t" a "\tinstalled"; p = v = a = "" }
      /^P:/ { p = substr($0, 3) }
      /^V:/ { v = substr($0, 3) }
      /^A:/ { a = substr($0, 3) }
      /^$/ { flush() }
      END { flush() }' "$1"
    echo ".$?"
  } | select_names
}

for directory in /var/lib/dpkg /var/lib/rpm /usr/lib/sysimage/rpm /lib/apk/db /usr/lib/apk/db; do
  if [ -d "$directory" ] && ! [ -x "$directory" ]; then
    manager=${directory##*/}
    case $directory in */apk/db) manager=apk ;; esac
    echo "?$manager $directory: Permission denied"
  fi
done

have_dpkg=
have_rpm=
command -v dpkg-query >/dev/null && have_dpkg=1
command -v rpm >/dev/null && have_rpm=1
found=

if [ -e /var/lib/dpkg/status ]; then
  found=1
  if [ "$have_dpkg" ]; then ask_dpkg; else echo '?dpkg there is no dpkg-query to read its database'; fi
fi

for database in /var/lib/rpm /usr/lib/sysimage/rpm; do
  if [ -e $database/Packages ] || [ -e $database/Packages.db ] || [ -e $database/rpmdb.sqlite ]; then
    found=1
    if ! [ "$have_rpm" ]; then
      echo '?rpm there is no rpm to read its database'
    elif [ "$(id -u)" != 0 ]; then
      ask_rpm
    # A trial: hosts have only one of the two ways.
    elif setpriv --reuid=65534 --regid=65534 --clear-groups true 2>/dev/null; then
      ask_rpm setpriv --reuid=65534 --regid=65534 --clear-groups
    # A trial, too. If it fails, the next line says so.
    elif chroot --userspec=65534:65534 / true 2>/dev/null; then
      ask_rpm chroot --userspec=65534:65534 /
    else
      echo '?rpm root would write to its database, and neither setpriv nor chroot can run rpm as another user'
    fi
    break
  fi
done

for database in /lib/apk/db/installed /usr/lib/apk/db/installed; do
  if [ -e $database ]; then
    found=1
    ask_apk $database
    break
  fi
done

if ! [ "$found" ]; then
  if [ "$have_dpkg" ]; then echo '?dpkg there is dpkg-query, but no database /var/lib/dpkg/status'; fi
  if [ "$have_rpm" ]; then echo '?rpm there is rpm, but no database of it'; fi
fi
echo '=end'
