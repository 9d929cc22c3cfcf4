# Which processes are sessions of ours. They are told by what they are, not by their age: a server that has just been
# restarted is no part of us.
#
# OpenSSH gives the processes of a connection a title: `sshd: root@notty`, `sshd: bob [priv]`, from 9.8 on
# `sshd-session: …`. Its listener has no such title, or `sshd: … [listener] …`. Other servers fork, and the child keeps
# the name of its parent. If there is no server, driftline runs on this host, and starts our shell itself.

# Prints `session PID` for our own session: its highest process. Everything between that and our shell is ours, and
# everything below our shell. Marks these in ours.
function print_session(    i, p, top, title, has_title) {
  top = shell
  for (p = parent[shell]; p in begun; p = parent[p]) {
    title = words_of(p "/cmdline")
    if (title ~ /^sshd(-session)?: / && title !~ /\[listener\]/) { top = p; has_title = 1 }
    else if (has_title) break
  }
  if (!has_title) top = top_without_title()
  print "session\t" top
  for (p = shell; p in begun && !(p in ours); p = parent[p]) { ours[p] = 1; if (p == top) break }
  for (i = 1; i <= pids; i++) if (is_below_ours(pid[i])) ours[pid[i]] = 1
}

# Returns the highest process of our session if no ancestor has such a title.
function top_without_title(    p) {
  for (p = parent[shell]; p in begun; p = parent[p]) {
    # A shell without a parent that we see was started for us from outside: by nsenter, or docker exec.
    if (is_shell(name[p])) { if (!(parent[p] in begun)) return p; continue }
    # The first one that is no shell and gives no rights: the child of a server, or driftline itself.
    # inetd starts a server of its own for each connection.
    return name[parent[p]] == name[p] || name[p] ~ /^(java|dropbear|tinysshd)$/ ? p : shell
  }
  return shell
}

# Whether our shell is an ancestor of the process.
function is_below_ours(p,    steps) {
  for (; (p in begun) && steps++ < 100; p = parent[p]) if (p == shell) return 1
  return 0
}

# Whether a program of this name only starts others.
function is_shell(name) { return name ~ /^(sh|dash|bash|ash|busybox|[a-z]*ksh(93)?|yash|posh|zsh|sudo|doas|su)$/ }

# Whether the process is an SSH server, or gives rights to a shell: by its name, and by its program where we may see it.
# A process chooses its name, and supervisord is no su.
function is_server(p) {
  if (name[p] !~ /^(sshd|sshd-session|dropbear|sudo|doas|su)$/) return 0
  return program[p] == "" || program[p] ~ /\/(sshd|sshd-session|dropbear|sudo|doas|su)$/
}

# Prints the same for other sessions, for example if the host has two names in the inventory: shells that read a script
# from an SSH server, and are young. Their arguments are read only if there are such shells.
function print_other_sessions(    i, p, up, files, command, line) {
  up = words_of("uptime") * 100
  for (i = 1; i <= pids; i++) {
    p = pid[i]
    if (name[p] != "sh" || (p in ours) || up - begun[p] > 60000) continue
    if (is_server(parent[p])) files = files " " p "/cmdline"
  }
  if (files == "") return
  command = "head -c 64 /dev/null" files " 2>&1 | tr \"\\000\" \" \""
  while ((command | getline line) > 0) {
    if (line ~ /^==> [0-9]+\/cmdline <==$/) p = substr(line, 5) + 0
    else if (line == "/bin/sh -s ") print "session\t" p
  }
  close(command)
}
