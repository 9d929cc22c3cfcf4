# shellcheck shell=sh
# shellcheck disable=SC2034,SC3013
# A setup: q is the option of ls that keeps a name on its line; busybox has none and does so by itself.
q=q
# As command -v would say, without a fork.
IFS=:
for directory in $PATH; do
  ls=$directory/ls
  if [ -x "$ls" ]; then break; fi
done
unset IFS
# A program that is no link to another one is coreutils' own; for anything else there is a trial.
if [ -L "$ls" ] || [ "$ls" -ef /bin/busybox ] || [ "$ls" -ef /usr/bin/busybox ] || ! [ -x "$ls" ]; then
  # Its refusal is the answer.
  ls -q /dev/null >/dev/null 2>&1 || q=
fi
