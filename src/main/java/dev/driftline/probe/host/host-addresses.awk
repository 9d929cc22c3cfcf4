# A library: prints the addresses of the host, without 127.0.0.1 and ::1.

# Prints all addresses. The kernel lists the local IPv4 addresses as leaves "/32 host LOCAL". A router lists its routes
# there, too, and some containers hide the list. Then ip is asked.
function addresses(    line, word, leaf, lines) {
  while ((getline line <"/proc/net/fib_trie") > 0) {
    if (++lines > 20000) break
    if (line ~ /\|-- /) { split(line, word, " "); leaf = word[2] }
    else if (line ~ /\/32 host LOCAL/) address(leaf)
  }
  close("/proc/net/fib_trie")
  if (lines > 20000 || lines == 0) ask_ip()
  while ((getline line <"/proc/net/if_inet6") > 0) {
    split(line, word, " ")
    if (length(word[1]) == 32) { print "address6\t" word[1]; printed++ }
  }
  close("/proc/net/if_inet6")
}

# Prints an IPv4 address once, without the length of its network.
function address(text) {
  sub(/\/.*/, "", text)
  gsub(/\t/, "?", text)
  if (text == "127.0.0.1" || text == "" || (text in shown)) return
  shown[text] = 1
  print "address\t" text
  printed++
}

# Asks ip for the IPv4 addresses. Its end is a line of its own; without it, some may be missing.
function ask_ip(    line, word, command, ended) {
  command = "ip -o -4 addr show 2>&1; echo \"ended $?\""
  while ((command | getline line) > 0) {
    if (line ~ /^ended [0-9]+$/) { ended = line; continue }
    split(line, word, " ")
    if (word[3] == "inet") address(word[4])
  }
  close(command)
  if (ended == "ended 0") return
  print "unread\taddresses\tip " (ended == "" ? "did not end" : "ended with status " substr(ended, 7))
}
