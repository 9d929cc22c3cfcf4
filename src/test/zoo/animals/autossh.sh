# autossh, which keeps an ssh alive (package autossh). Nobody listens, so ssh itself comes and goes.
daemon() {
  AUTOSSH_GATETIME=0 AUTOSSH_PATH=/bin/sleep AUTOSSH_LOGFILE=$PWD/autossh.log closing autossh -M 0 -f 1000
}
