// Starts a program as process managers in Node do: 0, 1 and 2 are three streams without a name.
require('child_process').spawn('perl', ['/opt/plain.pl', 'spawned']);
require('fs').writeFileSync('/run/ready/spawn', '');
setInterval(() => {}, 3600000);
