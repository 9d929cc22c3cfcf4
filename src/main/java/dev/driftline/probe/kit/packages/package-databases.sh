# shellcheck shell=sh
# shellcheck disable=SC2034,SC2086,SC2154
# A setup: which package databases a host has, and how each is asked. Nothing is written, and only programs of the
# host's package managers run, under a time limit.
# Setups before: time-limit, and the awk libraries dpkg-state, dpkg-status, package-rows and apk-installed.
tab='	'

# Finds the databases. Out:
#   databases  the managers that driftline can ask, which have one: words of `dpkg rpm apk`
#   rpm_database, apk_database  where theirs is
#   doubts     lines `unread MANAGER WHY` and `foreign NAME PATH`, with TAB between: a database that may not be read, or
#              that holds packages, but is not known to driftline
find_databases() {
  databases='' rpm_database='' apk_database='' doubts=''
  if [ -e /var/lib/dpkg/status ]; then databases=dpkg; fi
  for directory in /var/lib/rpm /usr/lib/sysimage/rpm /usr/share/rpm; do
    if [ -e $directory/Packages ] || [ -e $directory/Packages.db ] || [ -e $directory/rpmdb.sqlite ]; then
      databases="$databases rpm" rpm_database=$directory
      break
    fi
  done
  for directory in /lib/apk/db /usr/lib/apk/db; do
    if [ -e $directory/installed ]; then
      databases="$databases apk" apk_database=$directory/installed
      break
    fi
  done
  for directory in /var/lib/dpkg /var/lib/rpm /usr/lib/sysimage/rpm /lib/apk/db /usr/lib/apk/db; do
    if [ -d $directory ] && ! [ -x $directory ]; then
      manager=${directory##*/}
      case $directory in */apk/db) manager=apk ;; esac
      doubt "unread$tab$manager$tab$directory: Permission denied"
    fi
  done
  find_foreign_databases
  if ! [ "$databases" ]; then
    if has dpkg-query; then doubt "unread${tab}dpkg${tab}there is dpkg-query, but no database /var/lib/dpkg/status"; fi
    if has rpm; then doubt "unread${tab}rpm${tab}there is rpm, but no database of it"; fi
  fi
}

# Whether the host has the program $1.
has() { command -v "$1" >/dev/null; }

# Adds the line $1 to doubts.
doubt() {
  doubts="$doubts$1
"
}

# Finds the databases that driftline cannot read, and adds them to doubts. One that holds no package says nothing: a
# tool may be installed beside the host's own manager. In each word: the name, its folder, and what is there if it holds
# any.
find_foreign_databases() {
  for entry in \
    opkg:/usr/lib/opkg:status opkg:/var/lib/opkg:status opkg:/opt/lib/opkg:status opkg:/usr/lib/opkg:info/*.control \
    ipkg:/usr/lib/ipkg:status ipkg:/var/lib/ipkg:status ipkg:/opt/lib/ipkg:status \
    distroless:/var/lib/dpkg/status.d:* pacman:/var/lib/pacman/local:*/desc portage:/var/db/pkg:*/*/PF \
    xbps:/var/db/xbps:pkgdb-*.plist nix:/nix/var/nix/db:db.sqlite guix:/var/guix/db:db.sqlite \
    slackware:/var/lib/pkgtools/packages:* slackware:/var/log/packages:* \
    swupd:/usr/share/clear/bundles:* swupd:/var/lib/swupd/bundles:* \
    eopkg:/var/lib/eopkg/package:*/metadata.xml pisi:/var/lib/pisi/package:*/metadata.xml moss:/.moss/db:install \
    conary:/var/lib/conarydb:conarydb paludis:/var/db/paludis/repositories/installed:* \
    kiss:/var/db/kiss/installed:* cpt:/var/db/cpt/installed:* crux:/var/lib/pkg:db tinycore:/usr/local/tce.installed:* \
    puppy:/root/.packages:woof-installed-packages esx:/var/db/esximage/vibs:* \
    synology:/var/packages:*/INFO qnap:/etc/config:qpkg.conf android:/data/system:packages.xml \
    pkg:/var/db/pkg:local.sqlite pkg_info:/var/db/pkg:*/+CONTENTS pkgsrc:/usr/pkg/pkgdb:*/+CONTENTS \
    pkgsrc:/var/db/pkgin:pkgin.db ips:/var/pkg/state/installed:* svr4:/var/sadm/pkg:*/pkginfo \
    macos:/var/db/receipts:*.plist; do
    folder=${entry#*:}
    pattern=${folder#*:} folder=${folder%%:*}
    if ! [ -d "$folder" ]; then continue; fi
    if ! [ -r "$folder" ] || ! [ -x "$folder" ]; then
      doubt "unread$tab${entry%%:*}$tab$folder: Permission denied"
      continue
    fi
    for file in "$folder"/$pattern; do
      if [ -s "$file" ] || { [ "$pattern" = '*' ] && [ -e "$file" ]; }; then
        doubt "foreign$tab${entry%%:*}$tab$file"
      fi
      break
    done
  done
}

# Runs the program $1 with its arguments. It may hang, for example on a lock. Only TERM is sent: a killed rpm leaves
# stale locks in a Berkeley database.
limited() {
  find_limit
  case $kind in
    gnu | plain) timeout 30 "$@" ;;
    old) timeout -t 30 "$@" ;;
    *) "$@" ;;
  esac
}

# Whether dpkg's status file says all: no change waits in updates/, and no trigger in triggers/Unincorp.
dpkg_is_settled() {
  if ! [ -r /var/lib/dpkg/updates ] || ! [ -x /var/lib/dpkg/updates ] || [ -s /var/lib/dpkg/triggers/Unincorp ]; then
    return 1
  fi
  set -- /var/lib/dpkg/updates/*
  ! [ -e "$1" ]
}

# Gives all packages of dpkg to an awk program. In: $1 the program, which defines found(NAME, VERSION, ARCHITECTURE,
# STATE) and report(); $2 a text that it reads behind the packages as part `paths`, or empty; further: operands for awk
# behind it. Out: what report() prints, or a line `unread`.
read_dpkg() {
  program=$1 text=$2
  shift 2
  if ! [ -s /var/lib/dpkg/status ]; then
    echo "unread${tab}dpkg${tab}/var/lib/dpkg/status is empty"
    return
  fi
  if dpkg_is_settled; then
    if [ "$text" ]; then
      echo "$text" | awk "$program$awk_dpkg_state$awk_dpkg_status" /var/lib/dpkg/status part=paths - "$@"
    else
      awk "$program$awk_dpkg_state$awk_dpkg_status" /var/lib/dpkg/status "$@"
    fi
    status=$?
    if [ "$status" != 3 ]; then
      awk_ended dpkg "$status"
      return
    fi
  fi
  if ! has dpkg-query; then
    echo "unread${tab}dpkg${tab}there is no dpkg-query, and /var/lib/dpkg/status is not as dpkg leaves it"
    return
  fi
  # shellcheck disable=SC2016 # ${…} is dpkg-query's own
  {
    limited dpkg-query -W -f='${Package}\t${Version}\t${Architecture}\t${Status}\n'
    echo "end-of-list $?"
    if [ "$text" ]; then echo "$text"; fi
  } | awk "$program$awk_dpkg_state$awk_package_rows" - "$@"
  awk_ended dpkg $?
}

# Gives all packages of apk to an awk program, in the same way. The text comes before the packages. If $3 is set, the
# program also defines owned(PATH, NAME).
read_apk() {
  case $(tail -c 1 "$apk_database" && echo end) in
    "
end") ;;
    *)
      echo "unread${tab}apk$tab$apk_database was cut, or could not be read"
      return
      ;;
  esac
  echo "$2" | awk "$1$awk_apk_installed" part=paths - part= files="${3-}" "$apk_database"
  awk_ended apk $?
}

# Gives all packages of rpm to an awk program, in the same way. There is no text.
read_rpm() {
  if ! find_rpm_user; then return; fi
  {
    run_rpm -qa --qf '%{NAME}\t%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\t%{ARCH}\tinstall ok installed\n'
    echo "end-of-list $?"
  } | awk "$1$awk_dpkg_state$awk_package_rows" -
  awk_ended rpm $?
}

# Says that an awk program did not come to its end. In: the manager whose packages it read, and its exit status.
awk_ended() {
  case $2 in
    0) ;;
    3) echo "unread$tab$1$tab$apk_database is not as apk writes it" ;;
    *) echo "unread$tab$1${tab}awk ended with status $2" ;;
  esac
}

# Runs rpm with the arguments given. HOME is replaced, so that it does not read the settings of an account. If root ran
# it, it would write files beside its database: find_rpm_user must have said how it runs.
run_rpm() {
  (
    HOME=/
    export HOME
    limited $rpm_user rpm --dbpath "$rpm_database" "$@"
  )
}

# Finds out how rpm can be asked. Out: rpm_user, a command that runs another as an ordinary user. If it cannot be asked,
# prints a line `unread` and returns 1.
find_rpm_user() {
  rpm_user=''
  if ! has rpm; then
    echo "unread${tab}rpm${tab}there is no rpm to read its database"
    return 1
  fi
  if [ "$(id -u)" -gt 0 ]; then return 0; fi
  rpm_user='setpriv --reuid=65534 --regid=65534 --clear-groups'
  # A trial: hosts have only one of the two ways.
  if $rpm_user true 2>/dev/null; then return 0; fi
  rpm_user='chroot --userspec=65534:65534 /'
  # A trial, too. If it fails, the next line says so.
  if $rpm_user true 2>/dev/null; then return 0; fi
  why='root would write to its database, and neither setpriv nor chroot can run rpm as another user'
  echo "unread${tab}rpm${tab}$why"
  return 1
}
