# The descriptors 0, 1 and 2: two looks at those that are odd. Their value is one of:
#
#   -          no such descriptor: the kernel said ENOENT about just this name
#   !WHY       could not be read; !  alone: Permission denied
#   MTARGET    open; M is r, w, b (both) or o (neither)
#
# value[pid/number] is the last one seen. An odd value counts only if a second look says the same.

# Takes one descriptor from ls. A name that is answered twice in one look is in doubt: one of the lines is forged.
function take_descriptor(pid, number, new,    name) {
  name = pid "/" number
  if (look == "ends") { take_end(pid, number, new); return }
  if (number + 0 > 2) return
  if (seen_in[name] == look turn) { value[name] = "!two answers"; return }
  seen_in[name] = look turn
  changed[name] = value[name] != new
  value[name] = new
}

# Whether a value can be printed after one look: nearly all are /dev/null, a pipe or a terminal.
function is_plain(v,    target) {
  if (v in plain) return plain[v]
  target = substr(v, 2)
  return plain[v] = target == "/dev/null" || target ~ /^pipe:\[[0-9]+\]$/ || target ~ /^\/dev\/pts\/[0-9]+$/
}

# Whether a value needs a second look: everything but plain ones, files that are only written, and what may not be read.
function is_odd(v) {
  if (v == "" || v == "-") return 1
  if (substr(v, 1, 1) == "!" || is_plain(v)) return 0
  if (substr(v, 1, 2) == "w/") return v ~ / \(deleted\)$/ || v ~ /^w\/(memfd:|dev\/)/
  return !((v in safe_socket) && safe_socket[v])
}

# Looks again at the processes with an odd descriptor, twice if the second look says something else than the first.
function look_again(    i, k, p, names) {
  look = "again"
  for (turn = 2; turn <= 3; turn++) {
    names = ""
    for (i = 1; i <= listeds; i++) {
      p = listed[i]
      if (!wants_descriptors(p) || !needs_look(p)) continue
      odd[p] = 1
      names = names " " p "/fd/0 " p "/fd/1 " p "/fd/2"
      if (length(names) > 60000) { ask_ls("", names); names = "" }
    }
    if (names == "") return
    ask_ls("", names)
  }
}

# Whether one of its descriptors is odd and was not seen twice.
function needs_look(p,    k, n) {
  for (k = 0; k <= 2; k++) {
    n = p "/" k
    if (turn == 2 ? is_odd(value[n]) : (p in odd) && changed[n] && is_odd(value[n])) return 1
  }
  return 0
}

# Whether what a value leads to must be looked at: all paths but terminals, and /dev/null where a process sees other
# files than we do.
function has_type(p, v,    target) {
  target = substr(v, 2)
  if (target == "/dev/null") return null_device != "device" || files[p] == "" || files[p] != files["self"]
  return (target ~ /^\// || target ~ /^\(unreachable\)/) && target !~ /^\/dev\/pts\/[0-9]+$/
}

# Asks what the paths of all descriptors lead to.
function look_at_types(    i, k, p, v, names) {
  look = "types"
  for (i = 1; i <= listeds; i++) {
    p = listed[i]
    if (!wants_descriptors(p)) continue
    for (k = 0; k <= 2; k++) {
      v = value[p "/" k]
      if (v !~ /^[rwbo]./ || !has_type(p, v)) continue
      names = names " " p "/fd/" k
      if (substr(v, 2) != "/dev/null") with_file[p] = 1
    }
    if (length(names) > 60000) { ask_ls("L", names); names = "" }
  }
  if (names != "") ask_ls("L", names)
}

# Notes the sockets among all values, so that they are looked for.
function note_sockets(    i, k, p) {
  for (i = 1; i <= listeds; i++) {
    p = listed[i]
    if (wants_descriptors(p)) for (k = 0; k <= 2; k++) note_socket(p, value[p "/" k])
  }
}
