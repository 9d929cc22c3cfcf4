# Groups processes by network namespace. Reads what `ls -di` says about files /proc/PID/net/dev, and `asked COUNT
# STATUS` as the last line. Prints how many processes could not be told, and ` PID,PID…` for each namespace but ours,
# which is that of /proc/self. Ends with 1 if ls did not say one thing about each file.
/^ *[0-9]+ \/proc\/([0-9]+|self)\/net\/dev$/ {
  answered++
  split($2, part, "/")
  if (part[3] == "self") own = $1
  else if (members[$1]++ < 5) space[$1] = space[$1] "," part[3]
  next
}
# A process that has ended, also if its parent has not noticed yet, is in no namespace.
/No such (file or directory|process)$/ { answered++; next }
/^ls: .*\/proc\/[0-9]+\/net\/dev/ { answered++; untold++; next }
/^asked [0-9]+ 0$/ { asked[++ends] = $2; next }
{ failed = 1 }
END {
  if (failed || own == "" || ends != 1 || asked[1] != answered) exit 1
  printf "%d", untold
  for (inode in space) if (inode != own) printf " %s", substr(space[inode], 2)
}
