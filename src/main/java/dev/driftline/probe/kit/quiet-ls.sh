# shellcheck shell=sh
# shellcheck disable=SC2034,SC3013
# A setup: q is the option of ls that keeps each name on one line. busybox has no such option, and does it anyway.
q=q
# Finds the program like command -v, but without a fork.
IFS=:
for directory in $PATH; do
  ls=$directory/ls
  if [ -x "$ls" ]; then break; fi
done
unset IFS
# A program that is not a link to another one is that of coreutils. Anything else is tried.
if [ -L "$ls" ] || [ "$ls" -ef /bin/busybox ] || [ "$ls" -ef /usr/bin/busybox ] || ! [ -x "$ls" ]; then
  # If it refuses the option, that is the answer.
  ls -q /dev/null >/dev/null 2>&1 || q=
fi
