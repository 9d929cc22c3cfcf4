# Starts programs of which nothing is wrong on 0, 1 and 2, though it looks so. The first word that a program is given is
# its name.
set -eu
cd /
mkdir /run/ready
log=/var/log/programs.log

setsid node /opt/spawn.js </dev/null >>$log 2>&1 &
setsid python3 /opt/journal.py stays </dev/null >>$log 2>&1 &
setsid gunicorn --chdir /opt --capture-output --error-logfile /var/log/gunicorn.log --daemon \
  --bind unix:/run/gunicorn.sock app:app
mkfifo /run/requests
setsid perl /opt/plain.pl fifo <>/run/requests >>$log 2>&1 &
nohup perl /opt/plain.pl nohup <&- >>$log 2>&1 &
setsid perl /opt/plain.pl piped </dev/null 2>&1 | setsid perl /opt/plain.pl reader >>$log 2>&1 &
setsid perl /opt/plain.pl restarted-null </dev/null >/dev/null 2>&1 &
setsid python3 /opt/memory.py </dev/null >>$log 2>&1 &
cp /usr/bin/perl /tmp/perl
cp /usr/bin/perl /opt/perl
setsid /tmp/perl /opt/plain.pl in-tmp </dev/null >>$log 2>&1 &
setsid /opt/perl /opt/plain.pl in-opt </dev/null >>$log 2>&1 &
sh /opt/wait.sh spawn spawned journal gunicorn fifo nohup piped reader restarted-null memory in-tmp in-opt
# A new null device, and two new programs at the paths of old ones.
rm /dev/null /tmp/perl /opt/perl
mknod -m 666 /dev/null c 1 3
cp /usr/bin/perl /tmp/perl
cp /usr/bin/perl /opt/perl
