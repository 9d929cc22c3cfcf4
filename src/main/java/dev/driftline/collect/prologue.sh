#!/bin/sh
# What every script does first, so that the account's settings change no answer. It comes before the
# first mark: whatever it prints is the login's noise.
# Options may be imported by bash from SHELLOPTS (noglob would make every list empty) and BASHOPTS.
set +abefuvxC
# Functions exported by bash (BASH_FUNC_ls%%=…) go before commands, and would go before builtins.
unset -f unalias cd umask echo printf read test command true false kill wait type hash getconf
unset -f awk grep ls cat head tail tr cut sed sort uniq wc od ps id uname hostname date stat readlink
unset -f find xargs timeout env sh ss ip dpkg dpkg-query rpm apk systemctl basename dirname expr seq
unalias -a
if [ -n "${BASH_VERSION-}" ]; then
  # Only bash comes here. If allexport was on, this very function is to be exported, with the nonce in it.
  # shellcheck disable=SC3045
  export -nf main
  # shellcheck disable=SC3044
  shopt -u nullglob failglob dotglob nocaseglob nocasematch extglob
fi
unset IFS CDPATH ENV BASH_ENV GLOBIGNORE EXECIGNORE FIGNORE POSIXLY_CORRECT
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
