# shellcheck shell=sh
# shellcheck disable=SC2154
# A setup: the function find_named prints the processes of the current directory that have one of the names. Then it prints
# a / and the same processes with their ancestors, those of this shell, and process 1.
# Given: process_names, with a comma before each name.
find_named() {
  process_names=$process_names awk -v shell="$$" '
    BEGIN {
      n = split(ENVIRON["process_names"], list, ",")
      for (i = 1; i <= n; i++) wanted[list[i]] = 1
      for (i = 1; i < ARGC; i++) {
        p = ARGV[i]
        f = p "/stat"
        s = ""
        while ((getline line < f) > 0) s = s line "?"
        close(f)
        # The name may contain anything, also parentheses. State and parent come after the last parenthesis.
        k = split(s, part, ")")
        if (k < 2) continue
        split(substr(part[k], 1, 16), word, " ")
        parent[p] = word[2]
        name = substr(s, 1, length(s) - length(part[k]) - 1)
        name = substr(name, index(name, "(") + 1)
        gsub(/\t/, "?", name)
        if (name in wanted) named = named " " p
      }
      n = split(named " " shell " 1", list, " ")
      for (i = 1; i <= n; i++)
        for (p = list[i]; (p in parent) && !(p in kin); p = parent[p]) { kin[p] = 1; all = all " " p }
      print named "/" all
      exit
    }' [0-9]*
}
