# Prints the descriptors 0, 1 and 2 of each process.

# Returns one descriptor as a field: NUMBER- closed, NUMBER!WHY unread, or NUMBER M [FLAGS] [@TYPE] and what it leads
# to: n for /dev/null, pINODE for a pipe, >TARGET for anything else.
function field_of(p, number, v,    target, text, kind, flags) {
  if (v == "") return number "!not seen"
  if (v == "-" || substr(v, 1, 1) == "!") return number v
  target = substr(v, 2)
  text = number substr(v, 1, 1)
  if ((p in with_file) || (p in odd)) { flags = flags_of(p, number); text = text flags; note_flags(flags) }
  kind = type[p "/fd/" number]
  if (target == "/dev/null" && (kind == "c1:3" || !has_type(p, v))) return text "n"
  if (kind != "") text = text "@" kind
  if (substr(target, 1, 6) == "pipe:[" && is_plain(v)) return text "p" substr(target, 7, length(target) - 7)
  return text ">" target
}

# Returns what is known about a descriptor. One of an odd process counts only if the second look saw it.
function value_of(p, number) {
  if (!(p in odd)) return value[p "/fd/" number]
  if (stat[1] == "Z") return "!its first thread has ended"
  return ((p "/fd/" number) in seen_turn) ? value[p "/fd/" number] : "!not seen again"
}

# Notes in closes_on_exec[0] or [1] that a descriptor has these flags (octal; O_CLOEXEC is 02000000).
function note_flags(flags) {
  if (flags != "") closes_on_exec[length(flags) > 6 && substr(flags, length(flags) - 6, 1) ~ /[2367]/] = 1
}

# Whether a descriptor may be a fault though it looks usual: both ends of a pipe are in the process, nobody reads one,
# or close-on-exec is set on some of 0, 1 and 2, and not on others. After field_of of all three.
function is_suspect(p,    k, v) {
  if ((p in has_both) || (0 in closes_on_exec) && (1 in closes_on_exec)) return 1
  for (k = 1; k <= 2; k++) {
    v = value[p "/fd/" k]
    if (ends == "every" && v ~ /^wpipe:/ && !(substr(v, 2) in has_reader)) return 1
  }
  return 0
}

# One line for a process that is still there. If it was odd, its start comes last. If its first thread has ended,
# nothing can be told. A process with a suspect is marked as odd, so that its command line is printed.
function print_descriptors(p,    k, start, text) {
  start = ""
  if ((p in odd) || (p in vanished)) {
    start = start_of(p)
    if (start != begun[p]) return
  }
  split("", closes_on_exec)
  for (k = 0; k <= 2; k++) text = text "\t" field_of(p, k, value_of(p, k))
  print "descriptors\t" p text (start == "" ? "" : "\t=" start)
  printed++
  if (is_suspect(p)) odd[p] = 1
}
