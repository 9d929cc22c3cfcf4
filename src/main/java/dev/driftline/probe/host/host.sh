# shellcheck shell=sh
# shellcheck disable=SC2154
# Describes the host. Starts 2 programs: ls and awk. Also ip if the kernel's own list of addresses is too long or
# hidden, and uname if the kernel does not name the machine.
#
#   look                  a look begins
#   fact  KEY  VALUE      one fact; a fact that could not be read has no line
#   address  ADDRESS      an IPv4 address
#   address6  DIGITS      an IPv6 address: 32 digits
#   unread  KEY  WHY      it was asked for, and the answer did not come whole
#   end  COUNT            of facts and addresses; the look is complete
#
# This is the only section that is asked even if /dev/null is no device. So it never redirects anything to it.
boot=other
if [ -d /run/systemd/system ]; then boot=systemd; fi
if [ -d /run/openrc ]; then boot=openrc; fi
null=missing
if [ -e /dev/null ]; then null=$(ls -ldnL /dev/null) || null="? ls ended with status $?"; fi
awk -v boot="$boot" -v null="$null" "$awk_host_addresses$awk_host"
