# Process 1 of a demo host: starts its daemon and lives until driftline closes its standard input.
# usage: init.sh INTERPRETER SCRIPT ROLE [ADDRESS PORT]
interpreter=$1
shift
"$interpreter" "$@" </dev/null 2>/dev/null &
# What the daemon says when it has reached its state goes to standard output, which is not ours any longer. The end of
# our standard input ends the host.
exec >/dev/null
read -r _
exit 0
