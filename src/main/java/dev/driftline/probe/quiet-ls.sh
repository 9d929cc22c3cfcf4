# shellcheck shell=sh
# shellcheck disable=SC2034,SC3013
# A setup: q is the option of ls that keeps a name on its line; busybox has none and does so by itself.
q=q
ls=$(command -v ls)
# A program that is no link is coreutils' own; for anything else there is a trial.
if [ -L "$ls" ] || [ "$ls" -ef /bin/busybox ] || ! [ -x "$ls" ]; then
  ls -q /dev/null >/dev/null 2>&1 || q=
fi
