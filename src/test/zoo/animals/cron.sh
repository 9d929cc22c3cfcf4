# cron (package cron), with a job that begins when the machine starts. There is only one cron on a machine.
jobs() {
  printf 'PATH=%s\n@reboot root exec closing sleep 1000\n' "$PATH" >/etc/cron.d/zoo
  closing cron
}
