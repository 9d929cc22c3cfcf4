#!/bin/sh
# What every script does first, so that the account's settings change no answer. It comes before the
# first mark: whatever it prints is the login's noise.
#
# Options may be imported by bash from SHELLOPTS (noglob would make every list empty) and BASHOPTS.
set +aefuvxC
# bash imports functions from the environment (BASH_FUNC_ls%%=...). They would stand in for programs, also for those
# that a command of a policy runs. So all of them go, whatever their names. That removes them from the environment, too.
case ${BASH_VERSION-} in
  ?*)
    # These two could be such functions themselves. export, set and unset cannot, in a bash that is started as sh.
    unset -f declare shopt
    # If allexport was on, our own functions are to be exported, with the nonce in them.
    # shellcheck disable=SC3045
    export -nf main sections
    IFS='
'
    # shellcheck disable=SC3044
    for imported in $(declare -Fx); do unset -f "${imported##* }"; done
    # shellcheck disable=SC3044
    shopt -u nullglob failglob dotglob nocaseglob nocasematch extglob
    ;;
esac
unalias -a
unset IFS CDPATH ENV BASH_ENV GLOBIGNORE EXECIGNORE FIGNORE POSIXLY_CORRECT FPATH YASH_LOADPATH
unset TIME_STYLE QUOTING_STYLE LS_COLORS LS_BLOCK_SIZE BLOCK_SIZE BLOCKSIZE DF_BLOCK_SIZE DU_BLOCK_SIZE
unset GREP_OPTIONS GREP_COLOR GREP_COLORS AWKPATH AWKLIBPATH POSIX_ME_HARDER COLUMNS LINES
unset PS_FORMAT PS_PERSONALITY PROCPS_USERLEN PROCPS_FROMLEN LIBPROC_HIDE_KERNEL SYSTEMD_COLORS
unset LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT LD_DEBUG LANG LANGUAGE LC_CTYPE LC_MESSAGES LC_TIME LC_NUMERIC
unset LC_COLLATE DPKG_ROOT DPKG_ADMINDIR DPKG_COLORS RPM_CONFIGDIR
PATH=/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin
LC_ALL=C
export PATH LC_ALL
umask 077
cd /
