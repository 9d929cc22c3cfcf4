# beanstalkd, a queue of jobs (package beanstalkd).
foreground() {
  exec closing beanstalkd -l 127.0.0.1 -p 8085
}

# Its jobs are in a file.
keeping() {
  mkdir jobs
  exec closing beanstalkd -l 127.0.0.1 -p 8086 -b jobs
}
