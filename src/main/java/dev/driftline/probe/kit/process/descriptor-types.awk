# What the paths on 0, 1 and 2 lead to.

# Whether what a value leads to must be looked at: all paths but terminals, and /dev/null where it may be something
# else.
function has_type(p, v,    target) {
  target = substr(v, 2)
  if (target == "/dev/null") return !sees_null_device(p)
  if (substr(target, 1, 1) == "/") return target !~ /^\/dev\/pts\/[0-9]+$/
  return substr(target, 1, 13) == "(unreachable)"
}

# Asks about all of them.
function look_at_types(    i, k, p, v, names) {
  look = "types"
  for (i = 1; i <= works; i++) {
    p = work[i]
    for (k = 0; k <= 2; k++) {
      v = value[p "/fd/" k]
      if (v == "" || v == "-" || substr(v, 1, 1) == "!" || !has_type(p, v)) continue
      names = names " " p "/fd/" k
      if (substr(v, 2) != "/dev/null") with_file[p] = 1
    }
    if (length(names) > 60000) { ask_ls("L", names); names = "" }
  }
  if (names != "") ask_ls("L", names)
}
