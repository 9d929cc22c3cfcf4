# anacron (package anacron), with a job: its output goes to a file that is sent by mail.
job() {
  printf '1 0 zoo closing sleep 1000\n' >anacrontab
  mkdir spool
  anacron -f -n -t "$PWD/anacrontab" -S "$PWD/spool"
}

itself() {
  printf '1 0 zoo sleep 1000\n' >anacrontab
  mkdir spool
  closing anacron -f -n -t "$PWD/anacrontab" -S "$PWD/spool"
}
