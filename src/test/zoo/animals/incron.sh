# incrond (package incron), which starts programs when files change.
_configure() {
  mkdir tables users watched
  echo "$PWD/watched IN_CREATE /run/zoo/bin/closing sleep 1000" >tables/zoo
  printf '%s\n' "system_table_dir = $PWD/tables" "user_table_dir = $PWD/users" "lockfile_dir = $PWD" \
    'lockfile_name = incrond' >incron.conf
}

daemon() {
  _configure
  closing incrond -f "$PWD/incron.conf"
}

foreground() {
  _configure
  exec closing incrond -n -f "$PWD/incron.conf"
}

# The program that it starts. incrond has a watch as soon as the kernel shows one.
program() {
  _configure
  incrond -f "$PWD/incron.conf"
  # shellcheck disable=SC2016 # it is the inner shell that expands
  waiting sh -c 'grep -qs "^inotify wd:.* ino:$(printf %x "$(stat -c %i watched)") " /proc/[0-9]*/fdinfo/*'
  touch watched/file
}
