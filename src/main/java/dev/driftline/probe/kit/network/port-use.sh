# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154
# A setup: use is none if no TCP socket of any network namespace in spaces has one of the ports (given: ports, with
# commas between) at either end; else, and where that could not be told, it is some. Setup before: network-spaces.
use=some
[ "$untold" = '?' ] || use=$(awk -v ports="$ports" -v spaces="$spaces" '
  function ends(address, text) { return substr(address, length(address) - 5) == text }
  function table(f,    line, text, w, got) {
    got = 0
    while ((getline line < f) > 0) {
      if (!got++) continue
      # Most lines are of other ports: only those that hold one of ours somewhere are taken apart.
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
