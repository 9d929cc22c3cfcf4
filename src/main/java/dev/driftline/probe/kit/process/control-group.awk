# A library: the control group of a process (cgroups(7)). The directory is /proc.

# Returns its path in /proc/PID/cgroup, or nothing. Version 2 has one line, and it counts; otherwise the line of
# systemd, or the line of a container engine.
function control_group(pid,    file, line, found) {
  file = pid "/cgroup"
  found = ""
  while ((getline line <file) > 0) {
    if (substr(line, 1, 3) == "0::") {
      if (length(line) > 3 && (found == "" || found == "/")) found = substr(line, 4)
    } else if (line ~ /^1:name=systemd:/ && length(line) > 16) found = substr(line, 16)
    else if (found == "" && line ~ /(docker|kubepods|libpod|lxc|containerd)/)
      found = substr(line, index(line, ":/") + 1)
  }
  close(file)
  return found
}
