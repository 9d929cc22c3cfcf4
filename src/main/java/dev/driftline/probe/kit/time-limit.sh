# shellcheck shell=sh
# shellcheck disable=SC2034,SC3013
# A setup: the function find_limit finds out how timeout is called on this host, and sets kind to that word. Only the
# first call looks:
# gnu (--foreground -k), plain, old (-t), or none.
kind=
# Sets kind, and limiter and directory to what it looked at.
find_limit() {
  if [ "$kind" ]; then return; fi
  kind=none
  {
    command -v timeout || return
    # Finds the program like command -v, but without a fork.
    IFS=:
    for directory in $PATH; do
      limiter=$directory/timeout
      if [ -x "$limiter" ]; then break; fi
    done
    unset IFS
    # If it is not a link to another program, it is that of coreutils and needs no trial. That of busybox is a link.
    if ! [ -L "$limiter" ] && ! [ "$limiter" -ef /bin/busybox ] && ! [ "$limiter" -ef /usr/bin/busybox ]; then
      kind=gnu
    elif timeout --foreground -k 1 5 true; then
      kind=gnu
    elif timeout 5 true; then
      kind=plain
    elif timeout -t 5 true; then
      kind=old
    fi
  # The messages of the trials are thrown away: most hosts lack one of the two forms.
  } >/dev/null 2>&1
}
