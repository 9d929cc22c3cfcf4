# Waits until the programs with these names run.
for name in "$@"; do
  tries=0
  until [ -e "/run/ready/$name" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || { echo "$name does not run"; cat /var/log/programs.log; exit 1; }
    sleep 0.05
  done
done
