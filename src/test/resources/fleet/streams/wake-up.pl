# Makes the pipe that wakes it up while 2 is free, as servers with an event loop do.
require "/opt/ready.pl";
close STDERR;
pipe my $read, my $write or die;
ready();
