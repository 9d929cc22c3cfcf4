# A look at sockets and at the processes that hold them; see socket-look.sh. The directory is /proc.
BEGIN {
  # The names of descriptors are compared by their number only.
  any_name = 1
  print "look"
  print_byte_order()
  if (untold != "0") print "untold\t" untold
  read_rows()
  if (unread_table != "") print "unread-table\t" unread_table
  if (rows) { find_clients(); find_holders() }
  for (i = 1; i <= rows; i++) if (inodes[i] in record) {
    print record[inodes[i]]
    count_of_records += split(record[inodes[i]], lines, "\n")
  }
  print "end\t" count_of_records + 0
}

# Ends the program. The look has no end then, so it is not believed.
function give_up() { exit 1 }
