# shellcheck shell=sh
# shellcheck disable=SC2034,SC2086,SC2154
# A setup. It sets spaces to one word per network namespace: up to five of its processes, with commas between. The word for
# our own namespace is self. It sets untold to the number of processes whose namespace could not be read, or to ? if this
# look failed. Setup before: quiet-ls.
spaces='?' untold='?'
find_spaces() {
  a='' all='' n=0
  for p in /proc/[0-9]*; do
    a="$a $p/ns/net" n=$((n + 1))
    # To append to a text, a shell copies the whole text. So short texts are joined first.
    case $n in
      2000) ls -ln$q $all $a; a='' all='' n=0 ;;
      *[05]0) all="$all$a" a='' ;;
    esac
  done
  ls -ln$q $all $a /proc/self/ns/net
}
# stderr of ls goes to awk, too. Messages about processes that ended meanwhile are ignored, and others are failures.
found=$(find_spaces 2>&1 | awk '
  # A process that has ended has no namespace.
  function runs(p,    f, line, s, w) {
    f = "/proc/" p "/stat"; s = ""
    while ((getline line < f) > 0) s = s line "?"
    close(f)
    return match(s, /.*\)/) && split(substr(s, RLENGTH + 2), w, " ") && w[1] !~ /[ZXx]/
  }
  /No such (file or directory|process)$/ { next }
  match($0, /\/proc\/([0-9]+|self)\/ns\/net/) {
    p = substr($0, RSTART + 6, RLENGTH - 13)
    i = index($0, " -> ")
    if (!i) hidden[p] = 1
    else { s = substr($0, i + 4); if (p == "self") own = s; else if (members[s]++ < 5) pids[s] = pids[s] "," p }
    next
  }
  { failed = 1 }
  END {
    for (p in hidden) if (runs(p)) untold++
    if (failed || own == "") exit 1
    printf "%d self", untold
    for (s in pids) if (s != own) printf " %s", substr(pids[s], 2)
  }') && spaces=${found#* } untold=${found%% *}
