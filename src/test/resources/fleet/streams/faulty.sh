# Starts programs of which each has another fault on 0, 1 or 2. The first word that a program is given is its name.
set -eu
cd /
mkdir /run/ready
log=/var/log/programs.log
# The machine may have no loop device. The number of one will do.
[ -e /dev/loop0 ] || mknod /dev/loop0 b 7 0

setsid perl /opt/plain.pl closed </dev/null >>$log 2>&- &
setsid python3 /opt/two-files.py </dev/null >>$log 2>&1 &
setsid perl /opt/one-file.pl one-file </dev/null >>$log 2>&1 &
setsid perl /opt/wake-up.pl wake-up </dev/null >>$log 2>&1 &
setsid perl /opt/both-ends.pl both-ends </dev/null >>$log 2>&1 &
setsid perl /opt/plain.pl unread </dev/null 2>&1 | true &
setsid perl /opt/plain.pl read-only </dev/null 2>>$log 1</etc/hosts &
setsid perl /opt/plain.pl write-only 0>>$log >>$log 2>&1 &
setsid perl /opt/plain.pl volume </dev/null >>$log 2<>/dev/loop0 &
setsid python3 /opt/database.py </dev/null >>$log 2>&1 &
setsid python3 /opt/journal.py leaves </dev/null >>$log 2>&1
script -qfec 'setsid perl /opt/plain.pl terminal & sh /opt/wait.sh terminal' /dev/null </dev/null >>$log
setsid perl /opt/plain.pl rotated </dev/null >/var/log/rotated 2>&1 &
sh /opt/wait.sh closed two-files one-file wake-up both-ends unread read-only write-only volume database client journal rotated
rm /var/log/rotated
