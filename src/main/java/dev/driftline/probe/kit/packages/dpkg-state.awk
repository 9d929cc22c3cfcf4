# What is left of a package, from dpkg's three words for it: "hold ok installed". In: its Status. Out: "" if its files
# are not there, "hold" if it is kept from upgrades, otherwise dpkg's last word.
function state_of(status,    words, last) {
  last = words[split(status, words, " ")]
  if (last == "not-installed" || last == "config-files") return ""
  return last == "installed" && words[1] == "hold" ? "hold" : last
}
