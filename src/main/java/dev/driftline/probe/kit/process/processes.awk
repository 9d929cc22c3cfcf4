# The process table, and the descriptors 0, 1 and 2 where they are wanted. The directory is /proc.
#
# Given: the pids as arguments; shell, our own pid; quiet, the option of ls; of ENVIRON: process_names, with a comma
# before each; table and standard: "every" process, "named" ones, or "none"; ends: "every" if all ends of pipes are
# wanted

# Reads the stat of every process that is wanted. Threads of the kernel are left out.
function read_processes(    i, p, n, list) {
  n = split(ENVIRON["process_names"], list, ",")
  for (i = 1; i <= n; i++) if (list[i] != "") is_named[list[i]] = 1
  for (i = 1; i < ARGC; i++) {
    p = ARGV[i]
    if (!read_stat(p)) { missed++; continue }
    if (is_of_kernel()) { kernel++; continue }
    pid[++pids] = p
    name[p] = stat_name; parent[p] = stat[2]; begun[p] = stat[20]
    rest[p] = stat[2] "\t" stat[4]
    state[p] = stat[1] "\t" stat[18] "\t" stat[20]
    if (stat_name in is_named) named[p] = 1
  }
}

# Marks what belongs into the table: every process, or the named ones with their ancestors, ours, and process 1.
function mark_table(    i, p) {
  for (i = 1; i <= pids; i++) if (table == "every" || (pid[i] in named)) mark_line(pid[i])
  mark_line(shell); mark_line(1)
}

# Marks a process and its ancestors.
function mark_line(p) { for (; (p in begun) && !(p in kin); p = parent[p]) kin[p] = 1 }

# Whether the descriptors of a process are wanted. Ours never are.
function wants_descriptors(p) { return !(p in ours) && (standard == "every" || standard == "named" && (p in named)) }

# Asks ls about all of them, some thousand names at a time.
function look_first(    i, p, names) {
  look = "first"
  # All names are asked about, so that a forged answer is a second one.
  any_name = 1
  names = " /dev/null self/ns/mnt"
  for (i = 1; i <= pids; i++) {
    p = pid[i]
    if (!(p in kin)) continue
    names = names " " p " " p "/exe"
    if (wants_descriptors(p)) names = names " " p "/ns/mnt " p "/fd/0 " p "/fd/1 " p "/fd/2"
    if (length(names) > 60000) { ask_ls("", names); names = "" }
  }
  if (names != "") ask_ls("", names)
  any_name = 0
}

BEGIN {
  read_processes()
  print_session()
  mark_table()
  look_first()
  print_host()
  print_other_sessions()
  print_table()
  if (standard != "none") {
    settle()
    note_sockets()
    find_sockets()
    mark_safe_sockets()
    look_again()
    note_sockets()
    find_sockets()
    look_at_types()
    find_ends()
    find_journals()
    for (i = 1; i <= listeds; i++) {
      p = listed[i]
      if (p in settled) { print "descriptors\t" p settled[p]; printed++ }
      else if (wants_descriptors(p)) print_descriptors(p)
    }
    for (p in odd) if (odds++ < 200) list = list " " p
    print_commands(list, 1024)
  }
  print "end\t" listeds + printed
  exit
}
