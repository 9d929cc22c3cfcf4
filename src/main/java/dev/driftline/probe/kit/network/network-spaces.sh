# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154,SC3013
# A setup: the network namespaces that the host's processes are in. Sets
#   spaces  a word per namespace: `self` is ours and comes first; another one is up to five of its processes, with
#           commas
#           between
#   untold  how many processes are in a namespace that could not be told; ? if that of nobody could be told
# It starts no program on hosts where all processes are in our namespace. Setup before: awk_network_spaces.
#
# The kernel has one directory PID/net for all processes of a namespace, so its files have the same inode. Every user
# may look at them. Links PID/ns/net can be read only with privileges.
spaces=self untold=0 others=''

# Sets others to the files of processes that are not in our namespace.
find_others() {
  some='' n=0
  for process in /proc/[0-9]*; do
    [ "$process/net/dev" -ef /proc/self/net/dev ] && continue
    some="$some $process/net/dev" n=$((n + 1))
    # To append to a text, a shell copies the whole text. So short texts are joined first.
    case $n in *[05]0) others="$others$some" some='' ;; esac
  done
  others=$others$some
}

# Prints the inodes of the files in others, what ls says about the rest, and `asked COUNT STATUS` with the worst status.
ask_inodes() {
  some='' asked=0 worst=0
  for file in $others /proc/self/net/dev; do
    some="$some $file" asked=$((asked + 1))
    # The arguments of a program may be limited to 128 KiB.
    case $asked in
      *[02468]00)
        ls_inodes
        some=''
        ;;
    esac
  done
  ls_inodes
  echo "asked $asked $worst"
}

# Asks ls for the files in some. Sets worst to its status if that is none of ls's own.
ls_inodes() {
  [ "$some" ] || return
  # shellcheck disable=SC2086
  ls -di $some
  status=$?
  if [ "$status" -gt 2 ]; then worst=$status; fi
}

# In a shell without -ef every process is one of the others. The complaint says no more.
find_others 2>/dev/null
if [ "$others" ]; then
  if found=$(ask_inodes 2>&1 | awk "$awk_network_spaces"); then
    untold=${found%% *} spaces=self${found#"$untold"}
  else
    untold='?'
  fi
fi
