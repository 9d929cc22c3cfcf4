#!/bin/sh
# usage: rpm-database.sh FOLDER [FILE]   builds packages and puts their headers into the new rpm database FOLDER/db;
# the package coreutils owns FILE. Needs the Debian package rpm.
set -eu
folder=$1
file=${2:-/usr/bin/sleep}
mkdir -p "$folder/build" "$folder/db"
cd "$folder/build"
spec() {
  name=$1 epoch=$2 version=$3 release=$4 owned=${5:-}
  {
    echo "Name: $name"
    [ "$epoch" = - ] || echo "Epoch: $epoch"
    printf 'Version: %s\nRelease: %s\nSummary: test\nLicense: none\nBuildArch: noarch\nAutoReqProv: no\n' "$version" "$release"
    printf '%%description\nA package of a test.\n'
    printf '%%install\n'
    [ -z "$owned" ] || printf 'mkdir -p %%{buildroot}%s\ntouch %%{buildroot}%s\n' "${owned%/*}" "$owned"
    printf '%%files\n'
    [ -z "$owned" ] || echo "$owned"
  } >"$name-$version.spec"
}
spec coreutils - 8.32 34.el9 "$file"
spec mariadb-connector-c 3 3.2.6 1.el9_0
spec kernel-core - 5.14.0 427.13.1.el9_4
spec kernel-core - 5.14.1 427.16.1.el9_4
spec glibc - 2.34 100.el9~rc1
HOME=$PWD
export HOME
for one in *.spec; do
  rpmbuild -bb --quiet --define "_topdir $PWD" --define "_rpmdir $PWD/out" "$one"
done
debian=
if rpm --help | grep -q force-debian; then debian=--force-debian; fi
# shellcheck disable=SC2086
rpm $debian --dbpath "$folder/db" --justdb --nodeps --noscripts -i out/noarch/*.rpm
chmod -R a+rX "$folder"
