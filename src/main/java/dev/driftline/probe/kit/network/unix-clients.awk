# A library: the clients of unix sockets. The kernel tells only ss which two ends belong together. The directory is
# /proc.
# Needs socket-rows.awk.

# Finds the other end of each socket of served[inode]. Sets record[client] to `peer INODE CLIENT`. A connection that
# was closed since is forgotten. If nothing is told about one that is still open, it has no record of its client.
function find_clients(    inode, unanswered) {
  for (inode in served) unanswered++
  if (!unanswered) return
  ask_ss()
  for (inode in served) if (inode in answered) unanswered--
  if (!unanswered) return
  read_again()
  for (inode in served) if (!(inode in answered) && !(inode in still)) delete record[inode]
}

# Asks ss. Its lines are `u_str ESTAB 0 0 PATH INODE * CLIENT`; CLIENT is 0 if the other end is closed.
function ask_ss(    command, line, word, closed, inode) {
  command = "if command -v ss >/dev/null; then exec ss -xnea; fi"
  while ((command | getline line) > 0) {
    if (split(line, word, " ") < 8 || !(word[6] in served) || !(short(word[5]) in wanted_path)) continue
    if (word[8] !~ /^[0-9]+$/) continue
    answered[word[6]]++
    if (word[8] == 0) closed[word[6]]++
    else keep(word[8], "peer\t" word[6] "\t" word[8])
  }
  close(command)
  # A path can look like another line. So a line alone forgets nothing.
  for (inode in closed) if (closed[inode] == answered[inode]) delete record[inode]
}

# One form of a path: /var/run is /run.
function short(path) { return path ~ /^\/var\/run\// ? substr(path, 5) : path }
