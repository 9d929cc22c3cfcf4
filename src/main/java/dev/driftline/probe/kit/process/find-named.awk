# Prints the processes among the arguments that have one of the names of ENVIRON["process_names"]. Needs stat.awk. The
# directory is /proc.
BEGIN {
  count = split(ENVIRON["process_names"], list, ",")
  for (i = 1; i <= count; i++) wanted[list[i]] = 1
  for (i = 1; i < ARGC; i++) if (read_stat(ARGV[i]) && (stat_name in wanted)) print ARGV[i]
  print "."
  exit
}
