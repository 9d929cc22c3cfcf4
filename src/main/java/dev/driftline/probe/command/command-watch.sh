#!/bin/sh
# shellcheck disable=SC2034,SC2154 # the other halves use self and secret; awk_members is a setup
# A setup for all commands of a host, after the awk program members. It defines the functions below and starts one
# watcher for them.
#
# The watcher sleeps a second, reads what the commands told it, and ends what is over its time. The commands tell it by
# lines in a pipe that only the watcher has: they write to `/proc/WATCHER/fd/9`. So no command inherits it.
#   begin          a command is about to start
#   inner PID      this shell passes on the stderr of the command; its child dd reads the stream
#   outer PID      the same for stdout. The pipe of stdout is open in a shell until stderr has ended
#   run PID END    the command is the leader of the session PID. Its time is up at END, in seconds since the boot
#   ended          the command and what it left in its session are gone
#   done           its streams are read
#
# Globals: watcher, its process; secret, a number that no command can know; connection, the parent of our shell;
# trial, "runs" if a command can be run.

# Sets self to the number of the process that calls it, which in a subshell is not $$. Changes the directory: most
# shells follow the link then, and mksh does not. Reading a file takes longer, since a shell reads it byte by byte.
command_self() {
  cd -P /proc/self || return
  self=${PWD##*/}
  case $self in *[!0-9]*) read -r self _ </proc/self/stat ;; esac
}

# Reads the stat of the process $1. Sets state, parent and session; the result is false if the process is gone. The
# name of a program stands in parentheses and may hold anything, so the fields begin after the last one.
command_stat() {
  stat=
  # A process may end at any moment. Then there is nothing to read, and that is the answer.
  { while IFS= read -r line; do stat="$stat$line "; done </proc/"$1"/stat; } 2>/dev/null
  line=${stat##*) }
  state=${line%% *} line=${line#* }
  parent=${line%% *} line=${line#* }
  line=${line#* }
  session=${line%% *}
  [ "$state" ]
}

# Sets found to the living processes of the session $1, or to the living children of $1, as $2 says: session, parent.
# Zombies are dead: they only wait for their parent.
#
# They were all started after $1. So if the host says which number it gave last, and few were given since, only these
# are looked at. A shell reads a file byte by byte, so awk looks at more than a few. It may be broken, or stop because a
# process ended meanwhile: then the shell does it.
command_members() {
  found='' last=0
  # Where /proc has no loadavg, all processes are looked at.
  read -r _ _ _ _ last 2>/dev/null </proc/loadavg
  case $last in '' | *[!0-9]*) last=0 ;; esac
  if [ "$last" -ge "$1" ] && [ $((last - $1)) -lt 16 ]; then
    member=$1
    while [ "$member" -le "$last" ]; do
      if [ -d "/proc/$member" ]; then command_add_member "$member" "$1" "$2"; fi
      member=$((member + 1))
    done
    return
  fi
  case $2 in session) field=4 ;; *) field=2 ;; esac
  # What is wrong with awk shows in what it prints: not just numbers and its last word.
  members=$(awk -v who="$1" -v field="$field" -v last="$last" "$awk_members" /proc/[0-9]* 2>/dev/null)
  found=${members% end}
  case $found in
    "$members" | *[!0-9\ ]*)
      found=
      for member in /proc/[0-9]*; do command_add_member "${member#/proc/}" "$1" "$2"; done
      ;;
  esac
}

# Adds the process $1 to found, if it lives, and its session or parent ($3) is $2.
command_add_member() {
  command_stat "$1" || return
  case $3 in session) parent=$session ;; esac
  case $parent:$state in
    "$2":Z | "$2":X) ;;
    "$2":*) found="$found $1" ;;
  esac
}

# Sends the signal $1 to the processes of the session $2, or to the children of $2, as $3 says. Sets found to them.
command_signal() {
  command_members "$2" "$3"
  # Some may have ended by themselves, and their numbers are not given again so soon.
  for member in $found; do kill -"$1" "$member" 2>/dev/null; done
}

# Ends the children of the shell $1: the dd that waits for the end of a stream. The result is false if there is none.
command_end_reader() {
  case $1 in none) return 1 ;; esac
  command_signal KILL "$1" parent
  [ "$found" ]
}

# Reads the lines in the pipe, up to the line that it adds itself. Sets phase, inner, outer, leader and end.
command_told() {
  echo told >&9
  while read -r word what end_of_it <&9 && [ "$word" != told ]; do
    case $word in
      begin) phase=begin inner=none outer=none ;;
      inner) inner=$what ;;
      outer) outer=$what ;;
      run) phase=run leader=$what end=$end_of_it ;;
      ended) phase=ended end=$((now + 2)) ;;
      done) phase='' ;;
    esac
  done
}

# The watcher. It keeps the pipe that is its stdin as 9, since a shell redirects 0 at times. Its other descriptors are
# the null device: it holds no stream, and for another session that looks it is a process like any other. At TERM it
# ends its sleep, too.
command_watch() {
  # It says nothing, and nobody would read it.
  exec 9<>/proc/self/fd/0 </dev/null >/dev/null 2>&1
  phase='' inner=none outer=none leader='' end=0 nap=
  trap '[ "$nap" ] && kill "$nap"; exit' TERM
  while :; do
    sleep 1 9>&- &
    nap=$!
    wait "$nap"
    nap=
    read -r now _ </proc/uptime
    now=${now%.*}
    command_told
    # Our shell gets another parent when the connection ends. The parent itself may be hidden (hidepid), or outside of
    # the container, where its number is 0.
    if ! command_stat "$$" || [ "$parent" != "$connection" ]; then break; fi
    case $phase in
      run)
        if [ "$now" -ge $((end + 2)) ]; then
          command_signal KILL "$leader" session
        elif [ "$now" -ge "$end" ]; then
          command_signal TERM "$leader" session
        fi
        ;;
      ended) if [ "$now" -ge "$end" ]; then command_end_reader "$inner" || command_end_reader "$outer"; fi ;;
    esac
  done
  if [ "$phase" = run ]; then command_signal KILL "$leader" session; fi
  command_end_reader "$inner"
  command_end_reader "$outer"
}

connection=$PPID
# A number that is new each time: nobody can know it who does not read this shell's memory.
read -r secret </proc/sys/kernel/random/uuid
# A shell that ends without running anything would be taken for the command. What is wrong with it, the refusal says.
trial=$(setsid sh -c 'echo runs' 2>/dev/null)
: | command_watch &
watcher=$!
trap 'kill "$watcher"' EXIT
