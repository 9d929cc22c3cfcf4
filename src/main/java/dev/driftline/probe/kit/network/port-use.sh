# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154
# A setup. It sets use to none if no TCP socket has one of the ports at either end, in any network namespace of spaces.
# Otherwise, and if that could not be told, it sets use to some. Given: ports, with commas between.
# Setup before: network-spaces.
use=some
[ "$untold" = '?' ] || use=$(awk -v ports="$ports" -v spaces="$spaces" '
  function ends(address, text) { return substr(address, length(address) - 5) == text }
  function table(f,    line, text, w, got) {
    got = 0
    while ((getline line < f) > 0) {
      if (!got++) continue
      # Most lines are about other ports. Only a line that contains one of ours somewhere is split.
      for (text in wanted) if (index(line, text)) {
        split(line, w, " ")
        if (w[10] + 0 && (ends(w[2] " ", text) || ends(w[3] " ", text))) some()
      }
    }
    close(f)
    return got
  }
  function some() { said = 1; print "some"; exit }
  BEGIN {
    n = split(ports, list, ",")
    for (i = 1; i <= n; i++) wanted[sprintf(":%04X ", list[i])] = 1
    n = split(spaces, list, " ")
    for (i = 1; i <= n; i++) {
      k = split(list[i], pids, ",")
      for (j = 1; j <= k; j++) if (table("/proc/" pids[j] "/net/tcp")) break
      if (j > k) some()
      table("/proc/" pids[j] "/net/tcp6")
    }
    if (!said) print "none"
  }')
