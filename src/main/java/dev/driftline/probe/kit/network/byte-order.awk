# A library: the byte order of the host. The directory is /proc.

# Returns whether words are big-endian. Addresses in /proc/PID/net/tcp are words of 32 bits, so the reader must know.
# The kernel names its architecture since 6.1, and uname does everywhere. Empty if neither says anything.
function is_big_endian(    machine, command) {
  if ((getline machine <"sys/kernel/arch") <= 0) {
    command = "exec uname -m"
    if ((command | getline machine) <= 0) machine = ""
    close(command)
  }
  close("sys/kernel/arch")
  if (machine == "") return ""
  return machine ~ /^(s390|ppc|powerpc|mips|sparc|m68k|parisc|hppa|sh.*eb|arm.*b|aarch64_be)/ && machine !~ /(le|el)$/
}

# Prints the record that says it: `big-endian` or `little-endian`. Without one, no address can be read.
function print_byte_order(    big) {
  big = is_big_endian()
  if (big != "") print big ? "big-endian" : "little-endian"
}
