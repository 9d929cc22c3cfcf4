# The descriptors 0, 1 and 2: two looks at those that are odd. Their value, by a name such as 18/fd/2, is one of:
#
#   -          no such descriptor: the kernel said ENOENT about just this name
#   !WHY       could not be read; !  alone: Permission denied
#   MTARGET    open; M is r, w, b (both) or o (neither)
#
# value[name] is the last one seen. An odd value counts only if a second look says the same.

# Takes one descriptor from ls. A name that is answered twice in one look is in doubt: one of the lines is forged.
function take_descriptor(name, new) {
  if (look == "first") {
    # Two statements: the awk of busybox makes the element before it looks whether it is there.
    if (name in value) new = "!two answers"
    value[name] = new
    return
  }
  if (look == "ends") { take_end(name, new); return }
  if (seen_turn[name] == turn) { value[name] = "!two answers"; return }
  seen_turn[name] = turn
  changed[name] = value[name] != new
  value[name] = new
}

# Sorts the processes. If all three lead to the null device or to a terminal, everything is known: settled[p] is the
# text to be printed. That is so for most. All others are work.
function settle(    i, p, key) {
  for (i = 1; i <= listeds; i++) {
    p = listed[i]
    if (!wants_descriptors(p)) continue
    key = value[p "/fd/0"] "\t" value[p "/fd/1"] "\t" value[p "/fd/2"]
    if (!(key in easy)) easy[key] = easy_text(key)
    if (easy[key] != "" && sees_null_device(p)) settled[p] = easy[key]
    else work[++works] = p
  }
}

# Returns the fields of three values, or nothing if one of them is neither null nor a terminal.
function easy_text(key,    v, k, target, text) {
  split(key, v, "\t")
  for (k = 1; k <= 3; k++) {
    target = substr(v[k], 2)
    if (target != "/dev/null" && target !~ /^\/dev\/pts\/[0-9]+$/) return ""
    text = text "\t" (k - 1) substr(v[k], 1, 1) (target == "/dev/null" ? "n" : ">" target)
  }
  return text
}

# Whether /dev/null is the null device for a process. Nothing is known about it where a process sees other files than we
# do.
function sees_null_device(p) { return null_device == "device" && files[p] != "" && files[p] == files["self"] }

# Whether a value can be printed after one look: /dev/null, a pipe or a terminal.
function is_plain(v,    target) {
  if (v in plain) return plain[v]
  target = substr(v, 2)
  return plain[v] = target == "/dev/null" || target ~ /^pipe:\[[0-9]+\]$/ || target ~ /^\/dev\/pts\/[0-9]+$/
}

# Whether the value of 0, 1 or 2 needs a second look: everything but plain ones, files that are only written, and what
# may not be read. The end of a pipe or file that cannot be used as its number is used needs one, too.
function is_odd(v, number) {
  if (v == "" || v == "-") return 1
  if (substr(v, 1, 1) == "!") return 0
  if (is_plain(v)) return index(v, number ? "rpipe:" : "wpipe:") == 1
  if (substr(v, 1, 2) == "w/") return !number || v ~ / \(deleted\)$/ || v ~ /^w\/(memfd:|dev\/)/
  return !((v in safe_socket) && safe_socket[v])
}

# Looks again at the processes with an odd descriptor, twice if the second look says something else than the first.
function look_again(    i, p, names) {
  look = "again"
  for (turn = 2; turn <= 3; turn++) {
    names = ""
    for (i = 1; i <= works; i++) {
      p = work[i]
      if (!needs_look(p)) continue
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
    n = p "/fd/" k
    if ((turn == 2 || (p in odd) && changed[n]) && is_odd(value[n], k)) return 1
  }
  return 0
}

# Notes the sockets among the values, so that they are looked for.
function note_sockets(    i, k, p, v) {
  for (i = 1; i <= works; i++) {
    p = work[i]
    for (k = 0; k <= 2; k++) {
      v = value[p "/fd/" k]
      if (substr(v, 2, 8) == "socket:[") note_socket(p, v)
    }
  }
}
