#!/run/matrix/root/usr/bin/dash
# usage: shell.sh TOOL FAULT CALL [WORD...]
# Runs inside a host that host.sh made ready. It mends what its last call broke, breaks TOOL, and becomes the shell that
# reads driftline's script.
#   TOOL    the tool to break. -: none. every: each tool only writes down that it was called
#   FAULT   a word of tool.sh, or missing, or forbidden, or a limit such as "-u 3", or the path of another program that
#           takes the tool's place. With such a path, TOOL may be several tools, with commas between
#   CALL    which call of the tool fails. 0: each call
#   WORD... begin the shell of another account, such as setpriv --reuid=65534
set -eu
matrix=/run/matrix real=/run/matrix/root/usr
PATH=$real/bin:$real/sbin
tool=$1 fault=$2 call=$3
shift 3

for broken in "$matrix"/broken/*; do
  [ -e "$broken" ] || continue
  for kind in bin sbin; do
    rm -f "$matrix/$kind/${broken##*/}"
    if [ -e "$real/$kind/${broken##*/}" ]; then ln -s "$real/$kind/${broken##*/}" "$matrix/$kind/"; fi
  done
  rm "$broken"
done
: >"$matrix/calls"
chmod 666 "$matrix/calls"
echo "$fault $call" >"$matrix/fault"

# The folders of counted tools cover those of links; they are taken away by the next call.
for kind in bin sbin; do
  if [ -e "$matrix/counted-$kind" ]; then umount "/usr/$kind" && rm "$matrix/counted-$kind"; fi
  if [ "$tool" = every ]; then
    mount --bind "$matrix/counted/$kind" "/usr/$kind"
    : >"$matrix/counted-$kind"
  fi
done

# Puts what the fault says into the place of the tool $1 in the folder $2.
break_tool() {
  : >"$matrix/broken/$1"
  rm -f "$2/$1"
  case $fault in
    missing) ;;
    forbidden) : >"$2/$1" ;;
    /*) ln -s "$fault" "$2/$1" ;;
    *) cp "$matrix/tool.sh" "$2/$1" ;;
  esac
}

IFS=,
for name in $tool; do
  for kind in bin sbin; do
    if [ -e "$real/$kind/$name" ]; then break_tool "$name" "$matrix/$kind"; fi
  done
done
unset IFS
shell=/bin/sh
case $tool$fault in sh/*) ;; sh*) shell=$real/bin/sh ;; esac
cd /
PATH=/usr/sbin:/usr/bin:/sbin:/bin
case $fault in
  -*) exec "$@" "$shell" -c "ulimit $fault; exec $shell -s" ;;
  *) exec "$@" "$shell" -s ;;
esac
