# A library: asks ls about names with *, which a shell replaces first. Needs ls.awk.

# Returns the command for names, each with a blank before it. Its first line is `asked`, with the names if told is $*,
# or with their number if it is $#. ls gets at most 2,000 names at once, because the arguments of a program may be
# limited to 128 KiB.
function command_for_all(names, told) {
  return "set --" names "; echo \"asked " told "\"; while [ $# -gt 2000 ]; do a= n=0; for f; do" \
    " a=\"$a $f\" n=$((n + 1)); [ $n -lt 2000 ] || break; done;" \
    " ls -dln" quiet " $a 2>&1 || [ $? -le 2 ] || exit 9; shift 2000; done;" \
    " exec ls -dln" quiet " \"$@\" 2>&1"
}

# Asks ls about them. Returns whether it came to its end, and gave as many answers as there were names.
function ask_ls_of_all(names) {
  ls_asked = -1
  return answers_of_ls(command_for_all(names, "$*")) && ls_asked == ls_answered
}
