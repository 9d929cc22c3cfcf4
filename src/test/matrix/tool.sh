#!/run/matrix/root/usr/bin/dash
# Stands in for a tool of a host that host.sh made ready. /run/matrix/fault says how it fails and at which of its calls
# (0: at each), and /run/matrix/calls has a line for each call: the tool's name.
name=${0##*/} kind=${0%/*}
tools=/run/matrix/root/usr/bin
real=/run/matrix/root/usr/${kind##*/}/$name
noise='warning: the disk is nearly full'
read -r fault call </run/matrix/fault
echo "$name" >>/run/matrix/calls
number=0
while read -r _; do number=$((number + 1)); done </run/matrix/calls

# Prints the first half of what the tool prints.
half() {
  out=/run/matrix/out.$$
  "$real" "$@" >"$out"
  $tools/head -c $(($($tools/wc -c <"$out") / 2)) "$out"
  $tools/rm -f "$out"
}

if [ "$call" != 0 ] && [ "$number" != "$call" ]; then exec "$real" "$@"; fi
case $fault in
  none) exec "$real" "$@" ;;
  nothing) exit 0 ;;
  one) exit 1 ;;
  killed) kill -KILL $$ ;;
  half) half "$@"; exit 0 ;;
  half-killed) half "$@"; kill -KILL $$ ;;
  noise-before) echo "$noise"; echo "$noise" >&2; exec "$real" "$@" ;;
  noise-after)
    status=0
    "$real" "$@" || status=$?
    echo "$noise"
    echo "$noise" >&2
    exit "$status"
    ;;
  hangs) exec $tools/sleep 600 ;;
esac
echo "no such fault: $fault" >&2
exit 99
