# shellcheck shell=sh
# shellcheck disable=SC2086,SC2154
# A setup: the function print_owners tells the packages that files belong to, by each package manager that has a database.
# Setups before: time-limit, and a call of find_limit if there is dpkg-query or rpm.

# Prints its input, but only when all of it has arrived. The tool's stderr does not go through it, and so is not mixed into
# its lines.
hold_lines() { awk '{ line[NR] = $0 } END { for (i = 1; i <= NR; i++) print line[i] }'; }

owners_by_dpkg() {
  owners=$(
    { { $limit dpkg-query -S $paths; echo "status $?"; } | hold_lines; } 2>&1 | awk '
      /^dpkg(-query)?: (no path found matching pattern |.* not found\.?$)/ || /^(local )?diversion / { next }
      /^status [01]$/ { next }
      /^[a-z0-9].*: \// { i = index($0, ": /"); p = substr($0, 1, i - 1); sub(/,.*/, "", p); print "o\t" substr($0, i + 2) "\t" p; next }
      !failed++ { gsub(/\t/, "?"); print "w\t" $0 }')
  if [ "$owners" ]; then echo "$owners"; fi
  names=$(echo "$owners" | awk -F '\t' '$1 == "o" { print $3 }' | sort -u)
  if [ "$names" ]; then
    # shellcheck disable=SC2016 # ${…} is dpkg-query's own
    $limit dpkg-query -W -f='v\t${binary:Package}\t${Version}\n' $names || echo "w${tab}dpkg-query ended with status $?"
  fi
}

# If root runs rpm, it writes files beside its database.
owners_by_rpm() {
  as=
  if [ "$(id -u)" = 0 ]; then
    as='setpriv --reuid=65534 --regid=65534 --clear-groups'
    # A trial: hosts have only one of the two ways.
    if ! $as true 2>/dev/null; then
      as='chroot --userspec=65534:65534 /'
      # A trial, too. If it fails, the answer says so.
      if ! $as true 2>/dev/null; then
        echo "w${tab}root would write to its database, and neither setpriv nor chroot can run rpm as another user"
        return
      fi
    fi
  fi
  # It cannot tell the owner of a file, but it can list all files of a package.
  { { HOME=/ $limit $as rpm --dbpath "$1" -qf --qf '@%{NAME}\t%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\n[%{FILENAMES}\n]' $paths; echo "status $?"; } | hold_lines; } 2>&1 |
    paths="$paths" awk -F '\t' '
      BEGIN { n = split(ENVIRON["paths"], list, "\n"); for (i = 1; i <= n; i++) wanted[list[i]] = 1 }
      /^@/ && NF == 2 { package = substr($1, 2); if (!(package in known)) { known[package] = 1; print "v\t" package "\t" $2 }; next }
      /^\// { if (package != "" && ($0 in wanted)) print "o\t" $0 "\t" package; next }
      /^file .* is not owned by any package$/ || /^$/ || /^\(contains no files\)$/ { next }
      /^error: file .*: (No such file or directory|Permission denied)$/ { sub(/^error: file /, ""); sub(/: [^:]*$/, ""); print "u\t" $0; next }
      /^status (124|137|143)$/ { print "w\trpm did not end in time"; next }
      /^status [0-9]+$/ { next }
      !failed++ { gsub(/\t/, "?"); print "w\t" $0 }'
}

owners_by_apk() {
  paths="$paths" awk '
    BEGIN { n = split(ENVIRON["paths"], list, "\n"); for (i = 1; i <= n; i++) wanted[list[i]] = 1 }
    /^P:/ { package = substr($0, 3) }
    /^V:/ { version = substr($0, 3) }
    /^F:/ { folder = substr($0, 3) }
    /^R:/ {
      path = "/" folder (folder == "" ? "" : "/") substr($0, 3)
      if (path in wanted) { print "o\t" path "\t" package; print "v\t" package "\t" version }
    }' "$1" || echo "w$tab$1 could not be read"
}

# In: absolute paths on stdin, a line each. Out, with TAB between the fields:
#   k MANAGER        is asked for owners; the lines below are its answers
#   o PATH PACKAGE   the owner             v PACKAGE VERSION
#   u PATH           it could not look for the owner of this one
#   w WHY            it could not be asked
print_owners() {
  tab=$(printf '\t')
  # Under a merged /usr, a database may know a file as /lib/x or as /usr/lib/x. A name that is a pattern cannot be asked for.
  merged=
  if [ -L /lib ] || [ -L /bin ]; then merged=1; fi
  paths=$(awk -v merged="$merged" '
    {
      p = $0
      if (p ~ /[][*?\\ ]/) next
      print p
      if (!merged) next
      if (p ~ /^\/usr\/(s?bin|lib[0-9a-z]*)\//) print substr(p, 5); else if (p ~ /^\/(s?bin|lib[0-9a-z]*)\//) print "/usr" p
    }' | sort -u)

  limit=
  case ${kind-} in
    gnu | plain) limit='timeout 30' ;;
    old) limit='timeout -t 30' ;;
  esac

  if [ "$paths" ]; then
    if [ -e /var/lib/dpkg/status ]; then
      echo "k${tab}dpkg"
      if command -v dpkg-query >/dev/null; then owners_by_dpkg; else echo "w${tab}there is no dpkg-query"; fi
    fi
    for database in /var/lib/rpm /usr/lib/sysimage/rpm; do
      if [ -e $database/Packages ] || [ -e $database/Packages.db ] || [ -e $database/rpmdb.sqlite ]; then
        echo "k${tab}rpm"
        if command -v rpm >/dev/null; then owners_by_rpm $database; else echo "w${tab}there is no rpm"; fi
        break
      fi
    done
    for database in /lib/apk/db/installed /usr/lib/apk/db/installed; do
      if [ -e $database ]; then echo "k${tab}apk"; owners_by_apk $database; break; fi
    done
  fi
}
